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

export class CalendarAccount extends Model<
  InferAttributes<CalendarAccount>,
  InferCreationAttributes<CalendarAccount>
> {
  declare id: CreationOptional<string>;
  declare userId: string;
  declare provider: 'google' | 'microsoft';
  declare providerUserId: string;
  declare email: string;
  declare accessToken: string;
  declare refreshToken: CreationOptional<string | null>;
  declare expiresAt: Date;
  declare scopes: CreationOptional<string[]>;
  declare status: CreationOptional<'ok' | 'needs_reauth' | 'error'>;
  declare lastError: CreationOptional<string | null>;
  declare lastSyncAt: CreationOptional<Date | null>;
  declare timezone: CreationOptional<string | null>;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
  declare user?: NonAttribute<User | null>;
}

export const initCalendarAccount = (sequelize: Sequelize) =>
  CalendarAccount.init(
    {
      id: primaryKey(),
      userId: { type: DataTypes.UUID, allowNull: false },
      provider: { type: DataTypes.TEXT, allowNull: false },
      providerUserId: { type: DataTypes.TEXT, allowNull: false },
      email: { type: DataTypes.TEXT, allowNull: false },
      accessToken: { type: DataTypes.TEXT, allowNull: false },
      refreshToken: DataTypes.TEXT,
      expiresAt: { type: DataTypes.DATE, allowNull: false },
      scopes: { type: DataTypes.JSONB, allowNull: false, defaultValue: [] },
      status: { type: DataTypes.TEXT, allowNull: false, defaultValue: 'ok' },
      lastError: DataTypes.TEXT,
      lastSyncAt: DataTypes.DATE,
      timezone: DataTypes.TEXT,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, tableName: 'CalendarAccount' },
  );
