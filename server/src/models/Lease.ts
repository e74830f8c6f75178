import { DataTypes, Model } from 'sequelize';
import type {
  CreationOptional,
  InferAttributes,
  InferCreationAttributes,
  NonAttribute,
  Sequelize,
} from 'sequelize';
import { primaryKey } from './columns';
import type { Space } from './Space';
import type { Company } from './Company';

export class Lease extends Model<InferAttributes<Lease>, InferCreationAttributes<Lease>> {
  declare id: CreationOptional<string>;
  declare propertyId: string;
  declare spaceId: CreationOptional<string | null>;
  declare tenantCompanyId: CreationOptional<string | null>;
  declare tenantName: string;
  declare rentableSF: CreationOptional<number | null>;
  declare commencementDate: CreationOptional<string | null>;
  declare expirationDate: CreationOptional<string | null>;
  declare baseRent: CreationOptional<number | null>;
  declare escalationPct: CreationOptional<number | null>;
  declare freeMonths: CreationOptional<number | null>;
  declare tiPerSF: CreationOptional<number | null>;
  declare options: CreationOptional<string | null>;
  declare noticeDate: CreationOptional<string | null>;
  declare type: CreationOptional<'new' | 'renewal' | 'sublease' | 'assignment'>;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
  declare deletedAt: CreationOptional<Date | null>;
  declare space?: NonAttribute<Space | null>;
  declare tenantCompany?: NonAttribute<Company | null>;
}

export const initLease = (sequelize: Sequelize) =>
  Lease.init(
    {
      id: primaryKey(),
      propertyId: { type: DataTypes.UUID, allowNull: false },
      spaceId: DataTypes.UUID,
      tenantCompanyId: DataTypes.UUID,
      tenantName: { type: DataTypes.TEXT, allowNull: false },
      rentableSF: DataTypes.INTEGER,
      commencementDate: DataTypes.DATEONLY,
      expirationDate: DataTypes.DATEONLY,
      baseRent: DataTypes.DECIMAL(14, 2),
      escalationPct: DataTypes.DECIMAL(7, 4),
      freeMonths: DataTypes.DECIMAL(5, 1),
      tiPerSF: DataTypes.DECIMAL(14, 2),
      options: DataTypes.TEXT,
      noticeDate: DataTypes.DATEONLY,
      type: { type: DataTypes.TEXT, allowNull: false, defaultValue: 'new' },
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
      deletedAt: DataTypes.DATE,
    },
    { sequelize, tableName: 'Lease', paranoid: true },
  );
