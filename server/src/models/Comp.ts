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
import type { Property } from './Property';

export class Comp extends Model<InferAttributes<Comp>, InferCreationAttributes<Comp>> {
  declare id: CreationOptional<string>;
  declare propertyId: CreationOptional<string | null>;
  declare kind: 'sale' | 'lease';
  declare propertyName: string;
  declare type: CreationOptional<string | null>;
  declare market: CreationOptional<string | null>;
  declare submarket: CreationOptional<string | null>;
  declare date: CreationOptional<string | null>;
  declare price: CreationOptional<number | null>;
  declare rentableSF: CreationOptional<number | null>;
  declare rentPerSF: CreationOptional<number | null>;
  declare capRate: CreationOptional<number | null>;
  declare termMonths: CreationOptional<number | null>;
  declare buyer: CreationOptional<string | null>;
  declare seller: CreationOptional<string | null>;
  declare tenant: CreationOptional<string | null>;
  declare source: CreationOptional<string | null>;
  declare notes: CreationOptional<string | null>;
  declare ownerId: CreationOptional<string | null>;
  declare teamId: CreationOptional<string | null>;
  declare createdById: CreationOptional<string | null>;
  declare updatedById: CreationOptional<string | null>;
  declare externalId: CreationOptional<string | null>;
  declare importBatchId: CreationOptional<string | null>;
  declare version: CreationOptional<number>;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
  declare deletedAt: CreationOptional<Date | null>;
  declare owner?: NonAttribute<User | null>;
  declare property?: NonAttribute<Property | null>;
}

export const initComp = (sequelize: Sequelize) =>
  Comp.init(
    {
      id: primaryKey(),
      propertyId: DataTypes.UUID,
      kind: { type: DataTypes.TEXT, allowNull: false },
      propertyName: { type: DataTypes.TEXT, allowNull: false },
      type: DataTypes.TEXT,
      market: DataTypes.TEXT,
      submarket: DataTypes.TEXT,
      date: DataTypes.DATEONLY,
      price: DataTypes.DECIMAL(14, 2),
      rentableSF: DataTypes.INTEGER,
      rentPerSF: DataTypes.DECIMAL(14, 2),
      capRate: DataTypes.DECIMAL(7, 4),
      termMonths: DataTypes.INTEGER,
      buyer: DataTypes.TEXT,
      seller: DataTypes.TEXT,
      tenant: DataTypes.TEXT,
      source: DataTypes.TEXT,
      notes: DataTypes.TEXT,
      ownerId: DataTypes.UUID,
      teamId: DataTypes.UUID,
      createdById: DataTypes.UUID,
      updatedById: DataTypes.UUID,
      externalId: DataTypes.TEXT,
      importBatchId: DataTypes.UUID,
      version: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
      deletedAt: DataTypes.DATE,
    },
    { sequelize, tableName: 'Comp', paranoid: true, version: true },
  );
