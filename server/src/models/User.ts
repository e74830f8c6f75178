import { DataTypes, Model } from 'sequelize';
import type {
  CreationOptional,
  InferAttributes,
  InferCreationAttributes,
  NonAttribute,
  Sequelize,
} from 'sequelize';
import { primaryKey } from './columns';
import type { Team } from './Team';

export class User extends Model<InferAttributes<User>, InferCreationAttributes<User>> {
  declare id: CreationOptional<string>;
  declare email: string;
  declare firstName: string;
  declare lastName: string;
  declare passwordHash: CreationOptional<string | null>;
  declare role: 'admin' | 'manager' | 'agent';
  declare status: CreationOptional<'active' | 'invited' | 'disabled'>;
  declare teamId: CreationOptional<string | null>;
  declare timezone: CreationOptional<string>;
  declare title: CreationOptional<string | null>;
  declare phone: CreationOptional<string | null>;
  declare bio: CreationOptional<string | null>;
  declare specialties: CreationOptional<string[]>;
  declare markets: CreationOptional<string[]>;
  declare licenseNumber: CreationOptional<string | null>;
  declare licenseState: CreationOptional<string | null>;
  declare licenseExpiry: CreationOptional<string | null>;
  declare splitPct: CreationOptional<number | null>;
  declare annualGoal: CreationOptional<number | null>;
  declare invitedById: CreationOptional<string | null>;
  declare lastLoginAt: CreationOptional<Date | null>;
  declare searchText: CreationOptional<string | null>;
  declare version: CreationOptional<number>;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
  declare deletedAt: CreationOptional<Date | null>;
  declare team?: NonAttribute<Team | null>;
}

export const initUser = (sequelize: Sequelize) =>
  User.init(
    {
      id: primaryKey(),
      email: { type: DataTypes.TEXT, allowNull: false },
      firstName: { type: DataTypes.TEXT, allowNull: false },
      lastName: { type: DataTypes.TEXT, allowNull: false },
      passwordHash: DataTypes.TEXT,
      role: { type: DataTypes.TEXT, allowNull: false },
      status: { type: DataTypes.TEXT, allowNull: false, defaultValue: 'active' },
      teamId: DataTypes.UUID,
      timezone: { type: DataTypes.TEXT, allowNull: false, defaultValue: 'America/Chicago' },
      title: DataTypes.TEXT,
      phone: DataTypes.TEXT,
      bio: DataTypes.TEXT,
      specialties: { type: DataTypes.JSONB, allowNull: false, defaultValue: [] },
      markets: { type: DataTypes.JSONB, allowNull: false, defaultValue: [] },
      licenseNumber: DataTypes.TEXT,
      licenseState: DataTypes.TEXT,
      licenseExpiry: DataTypes.DATEONLY,
      splitPct: DataTypes.DECIMAL(7, 4),
      annualGoal: DataTypes.DECIMAL(14, 2),
      invitedById: DataTypes.UUID,
      lastLoginAt: DataTypes.DATE,
      searchText: DataTypes.TEXT,
      version: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
      deletedAt: DataTypes.DATE,
    },
    { sequelize, tableName: 'User', paranoid: true, version: true },
  );
