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

export class AuditLog extends Model<InferAttributes<AuditLog>, InferCreationAttributes<AuditLog>> {
  declare id: CreationOptional<string>;
  declare action: string;
  declare resource: CreationOptional<string | null>;
  declare resourceId: CreationOptional<string | null>;
  declare actorId: CreationOptional<string | null>;
  declare teamId: CreationOptional<string | null>;
  declare changes: CreationOptional<Record<string, [unknown, unknown]> | null>;
  declare ip: CreationOptional<string | null>;
  declare userAgent: CreationOptional<string | null>;
  declare requestId: CreationOptional<string | null>;
  declare prevHash: CreationOptional<string | null>;
  declare hash: CreationOptional<string | null>;
  declare createdAt: CreationOptional<Date>;
  declare actor?: NonAttribute<User | null>;
}

export const initAuditLog = (sequelize: Sequelize) =>
  AuditLog.init(
    {
      id: primaryKey(),
      action: { type: DataTypes.TEXT, allowNull: false },
      resource: DataTypes.TEXT,
      resourceId: DataTypes.UUID,
      actorId: DataTypes.UUID,
      teamId: DataTypes.UUID,
      changes: DataTypes.JSONB,
      ip: DataTypes.TEXT,
      userAgent: DataTypes.TEXT,
      requestId: DataTypes.TEXT,
      prevHash: DataTypes.TEXT,
      hash: DataTypes.TEXT,
      createdAt: DataTypes.DATE,
    },
    { sequelize, tableName: 'AuditLog', updatedAt: false },
  );
