import { DataTypes, Model } from 'sequelize';
import type { CreationOptional, InferAttributes, InferCreationAttributes, Sequelize } from 'sequelize';

export class ListMember extends Model<InferAttributes<ListMember>, InferCreationAttributes<ListMember>> {
  declare listId: string;
  declare contactId: string;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
}

export const initListMember = (sequelize: Sequelize) =>
  ListMember.init(
    {
      listId: { type: DataTypes.UUID, allowNull: false, primaryKey: true },
      contactId: { type: DataTypes.UUID, allowNull: false, primaryKey: true },
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, tableName: 'ListMember' },
  );
