import { DataTypes, Model } from 'sequelize';
import type { CreationOptional, InferAttributes, InferCreationAttributes, Sequelize } from 'sequelize';
import { primaryKey } from './columns';

export class File extends Model<InferAttributes<File>, InferCreationAttributes<File>> {
  declare id: CreationOptional<string>;
  declare resource: string;
  declare resourceId: string;
  declare name: string;
  declare contentType: string;
  declare bytes: number;
  declare storage: CreationOptional<'disk' | 'cloudinary'>;
  declare storageKey: string;
  declare sha256: CreationOptional<string | null>;
  declare isImage: CreationOptional<boolean>;
  declare position: CreationOptional<number>;
  declare createdById: CreationOptional<string | null>;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
  declare deletedAt: CreationOptional<Date | null>;
}

export const initFile = (sequelize: Sequelize) =>
  File.init(
    {
      id: primaryKey(),
      resource: { type: DataTypes.TEXT, allowNull: false },
      resourceId: { type: DataTypes.UUID, allowNull: false },
      name: { type: DataTypes.TEXT, allowNull: false },
      contentType: { type: DataTypes.TEXT, allowNull: false },
      bytes: { type: DataTypes.BIGINT, allowNull: false },
      storage: { type: DataTypes.TEXT, allowNull: false, defaultValue: 'disk' },
      storageKey: { type: DataTypes.TEXT, allowNull: false },
      sha256: DataTypes.TEXT,
      isImage: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: false },
      position: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
      createdById: DataTypes.UUID,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
      deletedAt: DataTypes.DATE,
    },
    { sequelize, tableName: 'File', paranoid: true },
  );
