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
import type { DashboardRecipient } from './DashboardRecipient';

/** A dashboard by e-mail: hour and minute are local time in `timezone`; `nextRunAt` is null while it is switched off. */
export class DashboardSchedule extends Model<
  InferAttributes<DashboardSchedule>,
  InferCreationAttributes<DashboardSchedule>
> {
  declare id: CreationOptional<string>;
  declare dashboardId: string;
  declare userId: CreationOptional<string | null>;
  declare frequency: 'daily' | 'weekdays' | 'weekly' | 'monthly';
  declare weekday: CreationOptional<number>;
  declare dayOfMonth: CreationOptional<number>;
  declare hour: CreationOptional<number>;
  declare minute: CreationOptional<number>;
  declare timezone: string;
  declare enabled: CreationOptional<boolean>;
  declare nextRunAt: CreationOptional<Date | null>;
  declare lastRunAt: CreationOptional<Date | null>;
  declare version: CreationOptional<number>;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
  declare dashboard?: NonAttribute<Dashboard | null>;
  declare recipients?: NonAttribute<DashboardRecipient[]>;
}

export const initDashboardSchedule = (sequelize: Sequelize) =>
  DashboardSchedule.init(
    {
      id: primaryKey(),
      dashboardId: { type: DataTypes.UUID, allowNull: false },
      userId: DataTypes.UUID,
      frequency: { type: DataTypes.TEXT, allowNull: false },
      weekday: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 1 },
      dayOfMonth: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 1 },
      hour: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 8 },
      minute: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
      timezone: { type: DataTypes.TEXT, allowNull: false },
      enabled: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: true },
      nextRunAt: DataTypes.DATE,
      lastRunAt: DataTypes.DATE,
      version: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, tableName: 'DashboardSchedule', version: true },
  );
