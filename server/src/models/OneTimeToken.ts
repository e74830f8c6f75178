import { DataTypes, Model } from 'sequelize';
import type { CreationOptional, InferAttributes, InferCreationAttributes, Sequelize } from 'sequelize';
import { primaryKey } from './columns';

export class OneTimeToken extends Model<
  InferAttributes<OneTimeToken>,
  InferCreationAttributes<OneTimeToken>
> {
  declare id: CreationOptional<string>;
  declare kind: 'invite' | 'password_reset' | 'contact_invite';
  declare userId: CreationOptional<string | null>;
  declare contactId: CreationOptional<string | null>;
  declare tokenHash: string;
  declare expiresAt: Date;
  declare usedAt: CreationOptional<Date | null>;
  declare createdById: CreationOptional<string | null>;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
}

export const initOneTimeToken = (sequelize: Sequelize) =>
  OneTimeToken.init(
    {
      id: primaryKey(),
      kind: { type: DataTypes.TEXT, allowNull: false },
      userId: DataTypes.UUID,
      contactId: DataTypes.UUID,
      tokenHash: { type: DataTypes.TEXT, allowNull: false },
      expiresAt: { type: DataTypes.DATE, allowNull: false },
      usedAt: DataTypes.DATE,
      createdById: DataTypes.UUID,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, tableName: 'OneTimeToken' },
  );
