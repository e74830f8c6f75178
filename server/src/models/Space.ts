import { DataTypes, Model } from 'sequelize';
import type { CreationOptional, InferAttributes, InferCreationAttributes, Sequelize } from 'sequelize';
import { primaryKey } from './columns';

export class Space extends Model<InferAttributes<Space>, InferCreationAttributes<Space>> {
  declare id: CreationOptional<string>;
  declare propertyId: string;
  declare suite: string;
  declare floor: CreationOptional<string | null>;
  declare rentableSF: CreationOptional<number | null>;
  declare askingRate: CreationOptional<number | null>;
  declare leaseStructure: CreationOptional<string | null>;
  declare availableDate: CreationOptional<string | null>;
  declare tiPerSF: CreationOptional<number | null>;
  declare deliveryCondition: CreationOptional<string | null>;
  declare status: CreationOptional<'available' | 'leased' | 'coming_available'>;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
  declare deletedAt: CreationOptional<Date | null>;
}

export const initSpace = (sequelize: Sequelize) =>
  Space.init(
    {
      id: primaryKey(),
      propertyId: { type: DataTypes.UUID, allowNull: false },
      suite: { type: DataTypes.TEXT, allowNull: false },
      floor: DataTypes.TEXT,
      rentableSF: DataTypes.INTEGER,
      askingRate: DataTypes.DECIMAL(14, 2),
      leaseStructure: DataTypes.TEXT,
      availableDate: DataTypes.DATEONLY,
      tiPerSF: DataTypes.DECIMAL(14, 2),
      deliveryCondition: DataTypes.TEXT,
      status: { type: DataTypes.TEXT, allowNull: false, defaultValue: 'available' },
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
      deletedAt: DataTypes.DATE,
    },
    { sequelize, tableName: 'Space', paranoid: true },
  );
