import { DataTypes, Model } from 'sequelize';
import type {
  CreationOptional,
  InferAttributes,
  InferCreationAttributes,
  NonAttribute,
  Sequelize,
} from 'sequelize';
import { primaryKey } from './columns';
import type { Dashboard } from './Dashboard';

export class Widget extends Model<InferAttributes<Widget>, InferCreationAttributes<Widget>> {
  declare id: CreationOptional<string>;
  declare dashboardId: string;
  declare type: 'kpi' | 'bar' | 'line' | 'pie' | 'table' | 'funnel';
  declare dataset: string;
  declare query: CreationOptional<Record<string, unknown>>;
  declare title: string;
  declare options: CreationOptional<Record<string, unknown>>;
  declare version: CreationOptional<number>;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
  declare deletedAt: CreationOptional<Date | null>;
  declare dashboard?: NonAttribute<Dashboard | null>;
}

export const initWidget = (sequelize: Sequelize) =>
  Widget.init(
    {
      id: primaryKey(),
      dashboardId: { type: DataTypes.UUID, allowNull: false },
      type: { type: DataTypes.TEXT, allowNull: false },
      dataset: { type: DataTypes.TEXT, allowNull: false },
      query: { type: DataTypes.JSONB, allowNull: false, defaultValue: {} },
      title: { type: DataTypes.TEXT, allowNull: false },
      options: { type: DataTypes.JSONB, allowNull: false, defaultValue: {} },
      version: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
      deletedAt: DataTypes.DATE,
    },
    { sequelize, tableName: 'Widget', paranoid: true, version: true },
  );
