import { DataTypes, Model } from 'sequelize';
import type {
  CreationOptional,
  InferAttributes,
  InferCreationAttributes,
  NonAttribute,
  Sequelize,
} from 'sequelize';
import type { DashboardFilters } from '@besahubs/contracts/dashboards';
import { primaryKey } from './columns';
import type { User } from './User';
import type { Widget } from './Widget';

export interface SharedWith {
  userIds: string[];
  roles: ('admin' | 'manager' | 'agent')[];
}

/** Twelve columns; rows as many as needed. */
export interface WidgetPosition {
  widgetId: string;
  x: number;
  y: number;
  w: number;
  h: number;
}

export class Dashboard extends Model<InferAttributes<Dashboard>, InferCreationAttributes<Dashboard>> {
  declare id: CreationOptional<string>;
  declare userId: string;
  declare name: string;
  declare isShared: CreationOptional<boolean>;
  declare sharedWith: CreationOptional<SharedWith>;
  declare layout: CreationOptional<WidgetPosition[]>;
  declare defaults: CreationOptional<DashboardFilters>;
  declare version: CreationOptional<number>;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
  declare deletedAt: CreationOptional<Date | null>;
  declare user?: NonAttribute<User | null>;
  declare widgets?: NonAttribute<Widget[]>;
}

export const initDashboard = (sequelize: Sequelize) =>
  Dashboard.init(
    {
      id: primaryKey(),
      userId: { type: DataTypes.UUID, allowNull: false },
      name: { type: DataTypes.TEXT, allowNull: false },
      isShared: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: false },
      sharedWith: { type: DataTypes.JSONB, allowNull: false, defaultValue: { roles: [], userIds: [] } },
      layout: { type: DataTypes.JSONB, allowNull: false, defaultValue: [] },
      defaults: { type: DataTypes.JSONB, allowNull: false, defaultValue: {} },
      version: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
      deletedAt: DataTypes.DATE,
    },
    { sequelize, tableName: 'Dashboard', paranoid: true, version: true },
  );
