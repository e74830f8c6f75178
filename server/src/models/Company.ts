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

export class Company extends Model<InferAttributes<Company>, InferCreationAttributes<Company>> {
  declare id: CreationOptional<string>;
  declare name: string;
  declare dba: CreationOptional<string | null>;
  declare normalizedName: CreationOptional<string>;
  declare domain: CreationOptional<string | null>;
  declare types: CreationOptional<string[]>;
  declare tags: CreationOptional<string[]>;
  declare parentId: CreationOptional<string | null>;
  declare naics: CreationOptional<string | null>;
  declare employees: CreationOptional<number | null>;
  declare portfolioSF: CreationOptional<number | null>;
  declare creditRating: CreationOptional<string | null>;
  declare website: CreationOptional<string | null>;
  declare phone: CreationOptional<string | null>;
  declare street: CreationOptional<string | null>;
  declare city: CreationOptional<string | null>;
  declare state: CreationOptional<string | null>;
  declare zip: CreationOptional<string | null>;
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
  declare parent?: NonAttribute<Company | null>;
}

export const initCompany = (sequelize: Sequelize) =>
  Company.init(
    {
      id: primaryKey(),
      name: { type: DataTypes.TEXT, allowNull: false },
      dba: DataTypes.TEXT,
      normalizedName: { type: DataTypes.TEXT, allowNull: false, defaultValue: '' },
      domain: DataTypes.TEXT,
      types: { type: DataTypes.JSONB, allowNull: false, defaultValue: [] },
      tags: { type: DataTypes.JSONB, allowNull: false, defaultValue: [] },
      parentId: DataTypes.UUID,
      naics: DataTypes.TEXT,
      employees: DataTypes.INTEGER,
      portfolioSF: DataTypes.BIGINT,
      creditRating: DataTypes.TEXT,
      website: DataTypes.TEXT,
      phone: DataTypes.TEXT,
      street: DataTypes.TEXT,
      city: DataTypes.TEXT,
      state: DataTypes.TEXT,
      zip: DataTypes.TEXT,
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
    { sequelize, tableName: 'Company', paranoid: true, version: true },
  );
