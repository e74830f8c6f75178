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
import type { Contact } from './Contact';
import type { Company } from './Company';

export class Requirement extends Model<InferAttributes<Requirement>, InferCreationAttributes<Requirement>> {
  declare id: CreationOptional<string>;
  declare name: string;
  declare kind: 'lease' | 'purchase';
  declare contactId: CreationOptional<string | null>;
  declare companyId: CreationOptional<string | null>;
  declare types: CreationOptional<string[]>;
  declare markets: CreationOptional<string[]>;
  declare submarkets: CreationOptional<string[]>;
  declare minSF: CreationOptional<number | null>;
  declare maxSF: CreationOptional<number | null>;
  declare maxPrice: CreationOptional<number | null>;
  declare maxRentPerSF: CreationOptional<number | null>;
  declare minCapRate: CreationOptional<number | null>;
  declare minClearHeightFt: CreationOptional<number | null>;
  declare minDockDoors: CreationOptional<number | null>;
  declare is1031: CreationOptional<boolean>;
  declare exchangeCloseDate: CreationOptional<string | null>;
  declare neededBy: CreationOptional<string | null>;
  declare status: CreationOptional<'active' | 'on_hold' | 'fulfilled' | 'dropped'>;
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
  declare contact?: NonAttribute<Contact | null>;
  declare company?: NonAttribute<Company | null>;
}

export const initRequirement = (sequelize: Sequelize) =>
  Requirement.init(
    {
      id: primaryKey(),
      name: { type: DataTypes.TEXT, allowNull: false },
      kind: { type: DataTypes.TEXT, allowNull: false },
      contactId: DataTypes.UUID,
      companyId: DataTypes.UUID,
      types: { type: DataTypes.JSONB, allowNull: false, defaultValue: [] },
      markets: { type: DataTypes.JSONB, allowNull: false, defaultValue: [] },
      submarkets: { type: DataTypes.JSONB, allowNull: false, defaultValue: [] },
      minSF: DataTypes.INTEGER,
      maxSF: DataTypes.INTEGER,
      maxPrice: DataTypes.DECIMAL(14, 2),
      maxRentPerSF: DataTypes.DECIMAL(14, 2),
      minCapRate: DataTypes.DECIMAL(7, 4),
      minClearHeightFt: DataTypes.DECIMAL(6, 2),
      minDockDoors: DataTypes.INTEGER,
      is1031: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: false },
      exchangeCloseDate: DataTypes.DATEONLY,
      neededBy: DataTypes.DATEONLY,
      status: { type: DataTypes.TEXT, allowNull: false, defaultValue: 'active' },
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
    { sequelize, tableName: 'Requirement', paranoid: true, version: true },
  );
