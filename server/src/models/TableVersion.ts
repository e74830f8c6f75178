import { DataTypes, Model } from 'sequelize';
import type { CreationOptional, InferAttributes, InferCreationAttributes, Sequelize } from 'sequelize';
import { primaryKey } from './columns';

/** Written by triggers only: how often a table changed. */
class TableVersion extends Model<InferAttributes<TableVersion>, InferCreationAttributes<TableVersion>> {
  declare id: CreationOptional<string>;
  declare tableName: string;
  declare version: CreationOptional<number>;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
}

export const initTableVersion = (sequelize: Sequelize) =>
  TableVersion.init(
    {
      id: primaryKey(),
      tableName: { type: DataTypes.TEXT, allowNull: false },
      version: { type: DataTypes.BIGINT, allowNull: false, defaultValue: 1 },
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, tableName: 'TableVersion' },
  );
