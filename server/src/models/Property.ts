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

export class Property extends Model<InferAttributes<Property>, InferCreationAttributes<Property>> {
  declare id: CreationOptional<string>;
  declare name: string;
  declare type: string;
  declare subtype: CreationOptional<string | null>;
  declare status: CreationOptional<string>;
  declare tags: CreationOptional<string[]>;
  declare street: CreationOptional<string | null>;
  declare city: CreationOptional<string | null>;
  declare state: CreationOptional<string | null>;
  declare zip: CreationOptional<string | null>;
  declare county: CreationOptional<string | null>;
  declare latitude: CreationOptional<number | null>;
  declare longitude: CreationOptional<number | null>;
  declare market: CreationOptional<string | null>;
  declare submarket: CreationOptional<string | null>;
  declare apn: CreationOptional<string | null>;
  declare zoning: CreationOptional<string | null>;
  declare buildingClass: CreationOptional<'A' | 'B' | 'C' | null>;
  declare tenancy: CreationOptional<string | null>;
  declare buildingSF: CreationOptional<number | null>;
  declare rentableSF: CreationOptional<number | null>;
  declare lotAcres: CreationOptional<number | null>;
  declare floors: CreationOptional<number | null>;
  declare typicalFloorSF: CreationOptional<number | null>;
  declare yearBuilt: CreationOptional<number | null>;
  declare yearRenovated: CreationOptional<number | null>;
  declare units: CreationOptional<number | null>;
  declare occupancyPct: CreationOptional<number | null>;
  declare parkingSpaces: CreationOptional<number | null>;
  declare parkingRatio: CreationOptional<number | null>;
  declare askingPrice: CreationOptional<number | null>;
  declare noi: CreationOptional<number | null>;
  declare capRate: CreationOptional<number | null>;
  declare askingRentLow: CreationOptional<number | null>;
  declare askingRentHigh: CreationOptional<number | null>;
  declare rentBasis: CreationOptional<string | null>;
  declare leaseStructure: CreationOptional<string | null>;
  declare camPerSF: CreationOptional<number | null>;
  declare taxPerSF: CreationOptional<number | null>;
  declare insurancePerSF: CreationOptional<number | null>;
  declare clearHeightFt: CreationOptional<number | null>;
  declare dockDoors: CreationOptional<number | null>;
  declare driveIns: CreationOptional<number | null>;
  declare power: CreationOptional<string | null>;
  declare sprinkler: CreationOptional<string | null>;
  declare columnSpacing: CreationOptional<string | null>;
  declare truckCourtFt: CreationOptional<number | null>;
  declare rail: CreationOptional<boolean | null>;
  declare officePct: CreationOptional<number | null>;
  declare lender: CreationOptional<string | null>;
  declare loanBalance: CreationOptional<number | null>;
  declare loanMaturity: CreationOptional<string | null>;
  declare loanToValuePct: CreationOptional<number | null>;
  declare lastSaleDate: CreationOptional<string | null>;
  declare lastSalePrice: CreationOptional<number | null>;
  declare description: CreationOptional<string | null>;
  declare searchText: CreationOptional<string | null>;
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
}

export const initProperty = (sequelize: Sequelize) =>
  Property.init(
    {
      id: primaryKey(),
      name: { type: DataTypes.TEXT, allowNull: false },
      type: { type: DataTypes.TEXT, allowNull: false },
      subtype: DataTypes.TEXT,
      status: { type: DataTypes.TEXT, allowNull: false, defaultValue: 'off_market' },
      tags: { type: DataTypes.JSONB, allowNull: false, defaultValue: [] },
      street: DataTypes.TEXT,
      city: DataTypes.TEXT,
      state: DataTypes.TEXT,
      zip: DataTypes.TEXT,
      county: DataTypes.TEXT,
      latitude: DataTypes.DOUBLE,
      longitude: DataTypes.DOUBLE,
      market: DataTypes.TEXT,
      submarket: DataTypes.TEXT,
      apn: DataTypes.TEXT,
      zoning: DataTypes.TEXT,
      buildingClass: DataTypes.TEXT,
      tenancy: DataTypes.TEXT,
      buildingSF: DataTypes.INTEGER,
      rentableSF: DataTypes.INTEGER,
      lotAcres: DataTypes.DECIMAL(14, 4),
      floors: DataTypes.INTEGER,
      typicalFloorSF: DataTypes.INTEGER,
      yearBuilt: DataTypes.INTEGER,
      yearRenovated: DataTypes.INTEGER,
      units: DataTypes.INTEGER,
      occupancyPct: DataTypes.DECIMAL(7, 4),
      parkingSpaces: DataTypes.INTEGER,
      parkingRatio: DataTypes.DECIMAL(8, 2),
      askingPrice: DataTypes.DECIMAL(14, 2),
      noi: DataTypes.DECIMAL(14, 2),
      capRate: DataTypes.DECIMAL(7, 4),
      askingRentLow: DataTypes.DECIMAL(14, 2),
      askingRentHigh: DataTypes.DECIMAL(14, 2),
      rentBasis: DataTypes.TEXT,
      leaseStructure: DataTypes.TEXT,
      camPerSF: DataTypes.DECIMAL(14, 2),
      taxPerSF: DataTypes.DECIMAL(14, 2),
      insurancePerSF: DataTypes.DECIMAL(14, 2),
      clearHeightFt: DataTypes.DECIMAL(6, 2),
      dockDoors: DataTypes.INTEGER,
      driveIns: DataTypes.INTEGER,
      power: DataTypes.TEXT,
      sprinkler: DataTypes.TEXT,
      columnSpacing: DataTypes.TEXT,
      truckCourtFt: DataTypes.DECIMAL(8, 2),
      rail: DataTypes.BOOLEAN,
      officePct: DataTypes.DECIMAL(7, 4),
      lender: DataTypes.TEXT,
      loanBalance: DataTypes.DECIMAL(14, 2),
      loanMaturity: DataTypes.DATEONLY,
      loanToValuePct: DataTypes.DECIMAL(7, 4),
      lastSaleDate: DataTypes.DATEONLY,
      lastSalePrice: DataTypes.DECIMAL(14, 2),
      description: DataTypes.TEXT,
      searchText: DataTypes.TEXT,
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
    { sequelize, tableName: 'Property', paranoid: true, version: true },
  );
