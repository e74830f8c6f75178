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
import type { Contact } from './Contact';
import type { Company } from './Company';

export class Deal extends Model<InferAttributes<Deal>, InferCreationAttributes<Deal>> {
  declare id: CreationOptional<string>;
  declare name: string;
  declare kind: 'sale' | 'lease';
  declare representation: 'tenant' | 'landlord' | 'buyer' | 'seller' | 'dual';
  declare stage: CreationOptional<
    'prospect' | 'pursuit' | 'engaged' | 'marketing' | 'loi' | 'negotiation' | 'contract' | 'won' | 'lost'
  >;
  declare status: CreationOptional<'active' | 'on_hold' | 'won' | 'lost'>;
  declare stageEnteredAt: CreationOptional<Date>;
  declare probability: CreationOptional<number>;
  declare propertyId: CreationOptional<string | null>;
  declare spaceId: CreationOptional<string | null>;
  declare clientContactId: CreationOptional<string | null>;
  declare clientCompanyId: CreationOptional<string | null>;
  declare counterpartyCompanyId: CreationOptional<string | null>;
  declare expectedCloseDate: CreationOptional<string | null>;
  declare actualCloseDate: CreationOptional<string | null>;
  declare value: CreationOptional<number | null>;
  declare rentableSF: CreationOptional<number | null>;
  declare rentPerSF: CreationOptional<number | null>;
  declare termMonths: CreationOptional<number | null>;
  declare escalationPct: CreationOptional<number | null>;
  declare freeMonths: CreationOptional<number | null>;
  declare tiPerSF: CreationOptional<number | null>;
  declare capRate: CreationOptional<number | null>;
  declare noi: CreationOptional<number | null>;
  declare commissionBasis: CreationOptional<'percent' | 'flat' | 'per_sf' | null>;
  declare commissionRate: CreationOptional<number | null>;
  declare grossCommission: CreationOptional<number | null>;
  declare weightedCommission: CreationOptional<number | null>;
  declare source: CreationOptional<string | null>;
  declare lostReason: CreationOptional<string | null>;
  declare lostNote: CreationOptional<string | null>;
  declare competitor: CreationOptional<string | null>;
  declare agreementType: CreationOptional<string | null>;
  declare agreementDate: CreationOptional<string | null>;
  declare agreementExpiry: CreationOptional<string | null>;
  declare loiDate: CreationOptional<string | null>;
  declare contractDate: CreationOptional<string | null>;
  declare dueDiligenceExpiry: CreationOptional<string | null>;
  declare depositHardDate: CreationOptional<string | null>;
  declare commencementDate: CreationOptional<string | null>;
  declare description: CreationOptional<string | null>;
  declare tags: CreationOptional<string[]>;
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
  declare property?: NonAttribute<Property | null>;
  declare clientContact?: NonAttribute<Contact | null>;
  declare clientCompany?: NonAttribute<Company | null>;
  declare counterpartyCompany?: NonAttribute<Company | null>;
}

export const initDeal = (sequelize: Sequelize) =>
  Deal.init(
    {
      id: primaryKey(),
      name: { type: DataTypes.TEXT, allowNull: false },
      kind: { type: DataTypes.TEXT, allowNull: false },
      representation: { type: DataTypes.TEXT, allowNull: false },
      stage: { type: DataTypes.TEXT, allowNull: false, defaultValue: 'prospect' },
      status: { type: DataTypes.TEXT, allowNull: false, defaultValue: 'active' },
      stageEnteredAt: { type: DataTypes.DATE, allowNull: false, defaultValue: DataTypes.NOW },
      probability: { type: DataTypes.DECIMAL(7, 4), allowNull: false, defaultValue: 5 },
      propertyId: DataTypes.UUID,
      spaceId: DataTypes.UUID,
      clientContactId: DataTypes.UUID,
      clientCompanyId: DataTypes.UUID,
      counterpartyCompanyId: DataTypes.UUID,
      expectedCloseDate: DataTypes.DATEONLY,
      actualCloseDate: DataTypes.DATEONLY,
      value: DataTypes.DECIMAL(14, 2),
      rentableSF: DataTypes.INTEGER,
      rentPerSF: DataTypes.DECIMAL(14, 2),
      termMonths: DataTypes.INTEGER,
      escalationPct: DataTypes.DECIMAL(7, 4),
      freeMonths: DataTypes.DECIMAL(5, 1),
      tiPerSF: DataTypes.DECIMAL(14, 2),
      capRate: DataTypes.DECIMAL(7, 4),
      noi: DataTypes.DECIMAL(14, 2),
      commissionBasis: DataTypes.TEXT,
      commissionRate: DataTypes.DECIMAL(14, 4),
      grossCommission: DataTypes.DECIMAL(14, 2),
      weightedCommission: DataTypes.DECIMAL(14, 2),
      source: DataTypes.TEXT,
      lostReason: DataTypes.TEXT,
      lostNote: DataTypes.TEXT,
      competitor: DataTypes.TEXT,
      agreementType: DataTypes.TEXT,
      agreementDate: DataTypes.DATEONLY,
      agreementExpiry: DataTypes.DATEONLY,
      loiDate: DataTypes.DATEONLY,
      contractDate: DataTypes.DATEONLY,
      dueDiligenceExpiry: DataTypes.DATEONLY,
      depositHardDate: DataTypes.DATEONLY,
      commencementDate: DataTypes.DATEONLY,
      description: DataTypes.TEXT,
      tags: { type: DataTypes.JSONB, allowNull: false, defaultValue: [] },
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
    { sequelize, tableName: 'Deal', paranoid: true, version: true },
  );
