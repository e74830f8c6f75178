import { DataTypes, Model } from 'sequelize';
import type {
  CreationOptional,
  InferAttributes,
  InferCreationAttributes,
  NonAttribute,
  Sequelize,
} from 'sequelize';
import { primaryKey } from './columns';
import type { DashboardSchedule } from './DashboardSchedule';
import type { User } from './User';

/** Somebody a schedule writes to. `problem` says why its last run did not. */
export class DashboardRecipient extends Model<
  InferAttributes<DashboardRecipient>,
  InferCreationAttributes<DashboardRecipient>
> {
  declare id: CreationOptional<string>;
  declare scheduleId: string;
  declare userId: string;
  declare lastSentAt: CreationOptional<Date | null>;
  declare problem: CreationOptional<'disabled' | 'no_access' | null>;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
  declare user?: NonAttribute<User | null>;
  declare schedule?: NonAttribute<DashboardSchedule | null>;
}

export const initDashboardRecipient = (sequelize: Sequelize) =>
  DashboardRecipient.init(
    {
      id: primaryKey(),
      scheduleId: { type: DataTypes.UUID, allowNull: false },
      userId: { type: DataTypes.UUID, allowNull: false },
      lastSentAt: DataTypes.DATE,
      problem: DataTypes.TEXT,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, tableName: 'DashboardRecipient' },
  );
