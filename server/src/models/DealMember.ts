import { DataTypes, Model } from 'sequelize';
import type {
  CreationOptional,
  InferAttributes,
  InferCreationAttributes,
  NonAttribute,
  Sequelize,
} from 'sequelize';
import { primaryKey } from './columns';
import type { User } from './User';

export class DealMember extends Model<InferAttributes<DealMember>, InferCreationAttributes<DealMember>> {
  declare id: CreationOptional<string>;
  declare dealId: string;
  declare userId: string;
  declare role: CreationOptional<string>;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
  declare user?: NonAttribute<User | null>;
}

export const initDealMember = (sequelize: Sequelize) =>
  DealMember.init(
    {
      id: primaryKey(),
      dealId: { type: DataTypes.UUID, allowNull: false },
      userId: { type: DataTypes.UUID, allowNull: false },
      role: { type: DataTypes.TEXT, allowNull: false, defaultValue: 'co_broker' },
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, tableName: 'DealMember' },
  );
