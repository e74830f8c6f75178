import { DataTypes, Model } from 'sequelize';
import type { CreationOptional, InferAttributes, InferCreationAttributes, Sequelize } from 'sequelize';
import { primaryKey } from './columns';

export class Suppression extends Model<InferAttributes<Suppression>, InferCreationAttributes<Suppression>> {
  declare id: CreationOptional<string>;
  declare email: string;
  declare reason: 'unsubscribe' | 'group_unsubscribe' | 'bounce' | 'spam_report' | 'invalid' | 'manual';
  declare asmGroupId: CreationOptional<number | null>;
  declare source: CreationOptional<string | null>;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
}

export const initSuppression = (sequelize: Sequelize) =>
  Suppression.init(
    {
      id: primaryKey(),
      email: { type: DataTypes.TEXT, allowNull: false },
      reason: { type: DataTypes.TEXT, allowNull: false },
      asmGroupId: DataTypes.INTEGER,
      source: DataTypes.TEXT,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, tableName: 'Suppression' },
  );
