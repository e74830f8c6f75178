import { DataTypes, Model } from 'sequelize';
import type { CreationOptional, InferAttributes, InferCreationAttributes, Sequelize } from 'sequelize';
import { primaryKey } from './columns';

export class CalendarSync extends Model<
  InferAttributes<CalendarSync>,
  InferCreationAttributes<CalendarSync>
> {
  declare id: CreationOptional<string>;
  declare calendarAccountId: string;
  declare externalCalendarId: string;
  declare name: CreationOptional<string | null>;
  declare timezone: CreationOptional<string | null>;
  declare isPrimary: CreationOptional<boolean>;
  declare cursor: CreationOptional<string | null>;
  declare windowStart: CreationOptional<Date | null>;
  declare windowEnd: CreationOptional<Date | null>;
  declare generation: CreationOptional<number>;
  declare lastFullAt: CreationOptional<Date | null>;
  declare leaseUntil: CreationOptional<Date | null>;
  declare channelId: CreationOptional<string | null>;
  declare channelResourceId: CreationOptional<string | null>;
  declare channelToken: CreationOptional<string | null>;
  declare channelExpiresAt: CreationOptional<Date | null>;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
}

export const initCalendarSync = (sequelize: Sequelize) =>
  CalendarSync.init(
    {
      id: primaryKey(),
      calendarAccountId: { type: DataTypes.UUID, allowNull: false },
      externalCalendarId: { type: DataTypes.TEXT, allowNull: false },
      name: DataTypes.TEXT,
      timezone: DataTypes.TEXT,
      isPrimary: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: true },
      cursor: DataTypes.TEXT,
      windowStart: DataTypes.DATE,
      windowEnd: DataTypes.DATE,
      generation: { type: DataTypes.BIGINT, allowNull: false, defaultValue: 0 },
      lastFullAt: DataTypes.DATE,
      leaseUntil: DataTypes.DATE,
      channelId: DataTypes.TEXT,
      channelResourceId: DataTypes.TEXT,
      channelToken: DataTypes.TEXT,
      channelExpiresAt: DataTypes.DATE,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, tableName: 'CalendarSync' },
  );
