import { DataTypes, Model } from 'sequelize';
import type { CreationOptional, InferAttributes, InferCreationAttributes, Sequelize } from 'sequelize';
import { primaryKey } from './columns';

export class SavedView extends Model<InferAttributes<SavedView>, InferCreationAttributes<SavedView>> {
  declare id: CreationOptional<string>;
  declare ownerId: string;
  declare teamId: CreationOptional<string | null>;
  declare resource: string;
  declare name: string;
  declare query: CreationOptional<Record<string, unknown>>;
  declare columns: CreationOptional<string[]>;
  declare shared: CreationOptional<boolean>;
  declare isDefault: CreationOptional<boolean>;
  declare pinned: CreationOptional<boolean>;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
}

export const initSavedView = (sequelize: Sequelize) =>
  SavedView.init(
    {
      id: primaryKey(),
      ownerId: { type: DataTypes.UUID, allowNull: false },
      teamId: DataTypes.UUID,
      resource: { type: DataTypes.TEXT, allowNull: false },
      name: { type: DataTypes.TEXT, allowNull: false },
      query: { type: DataTypes.JSONB, allowNull: false, defaultValue: {} },
      columns: { type: DataTypes.JSONB, allowNull: false, defaultValue: [] },
      shared: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: false },
      isDefault: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: false },
      pinned: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: false },
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, tableName: 'SavedView' },
  );
