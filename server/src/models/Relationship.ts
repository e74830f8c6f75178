import { DataTypes, Model } from 'sequelize';
import type { CreationOptional, InferAttributes, InferCreationAttributes, Sequelize } from 'sequelize';
import { primaryKey } from './columns';

export class Relationship extends Model<
  InferAttributes<Relationship>,
  InferCreationAttributes<Relationship>
> {
  declare id: CreationOptional<string>;
  declare subjectType: 'contact' | 'company';
  declare subjectId: string;
  declare objectType: 'property' | 'deal' | 'company';
  declare objectId: string;
  declare role: string;
  declare fromDate: CreationOptional<string | null>;
  declare toDate: CreationOptional<string | null>;
  declare isPrimary: CreationOptional<boolean>;
  declare sharePct: CreationOptional<number | null>;
  declare createdById: CreationOptional<string | null>;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
}

export const initRelationship = (sequelize: Sequelize) =>
  Relationship.init(
    {
      id: primaryKey(),
      subjectType: { type: DataTypes.TEXT, allowNull: false },
      subjectId: { type: DataTypes.UUID, allowNull: false },
      objectType: { type: DataTypes.TEXT, allowNull: false },
      objectId: { type: DataTypes.UUID, allowNull: false },
      role: { type: DataTypes.TEXT, allowNull: false },
      fromDate: DataTypes.DATEONLY,
      toDate: DataTypes.DATEONLY,
      isPrimary: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: false },
      sharePct: DataTypes.DECIMAL(7, 4),
      createdById: DataTypes.UUID,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, tableName: 'Relationship' },
  );
