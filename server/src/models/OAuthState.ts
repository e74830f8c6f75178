import { DataTypes, Model } from 'sequelize';
import type { CreationOptional, InferAttributes, InferCreationAttributes, Sequelize } from 'sequelize';
import { primaryKey } from './columns';

export class OAuthState extends Model<InferAttributes<OAuthState>, InferCreationAttributes<OAuthState>> {
  declare id: CreationOptional<string>;
  declare stateHash: string;
  declare userId: string;
  declare provider: string;
  declare codeVerifier: string;
  declare returnTo: CreationOptional<string | null>;
  declare expiresAt: Date;
  declare usedAt: CreationOptional<Date | null>;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
}

export const initOAuthState = (sequelize: Sequelize) =>
  OAuthState.init(
    {
      id: primaryKey(),
      stateHash: { type: DataTypes.TEXT, allowNull: false },
      userId: { type: DataTypes.UUID, allowNull: false },
      provider: { type: DataTypes.TEXT, allowNull: false },
      codeVerifier: { type: DataTypes.TEXT, allowNull: false },
      returnTo: DataTypes.TEXT,
      expiresAt: { type: DataTypes.DATE, allowNull: false },
      usedAt: DataTypes.DATE,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, tableName: 'OAuthState' },
  );
