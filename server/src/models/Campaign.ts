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
import type { List } from './List';
import type { Property } from './Property';

export class Campaign extends Model<InferAttributes<Campaign>, InferCreationAttributes<Campaign>> {
  declare id: CreationOptional<string>;
  declare name: string;
  declare type: CreationOptional<string>;
  declare status: CreationOptional<
    'draft' | 'pending_approval' | 'scheduled' | 'sending' | 'sent' | 'paused' | 'cancelled' | 'failed'
  >;
  declare subject: CreationOptional<string | null>;
  declare previewText: CreationOptional<string | null>;
  declare templateId: CreationOptional<string | null>;
  declare listId: CreationOptional<string | null>;
  declare filters: CreationOptional<Record<string, unknown> | null>;
  declare propertyId: CreationOptional<string | null>;
  declare fromName: CreationOptional<string | null>;
  declare replyTo: CreationOptional<string | null>;
  declare scheduledAt: CreationOptional<Date | null>;
  declare timezone: CreationOptional<string | null>;
  declare sentAt: CreationOptional<Date | null>;
  declare approvedById: CreationOptional<string | null>;
  declare statusReason: CreationOptional<string | null>;
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
  declare list?: NonAttribute<List | null>;
  declare property?: NonAttribute<Property | null>;
}

export const initCampaign = (sequelize: Sequelize) =>
  Campaign.init(
    {
      id: primaryKey(),
      name: { type: DataTypes.TEXT, allowNull: false },
      type: { type: DataTypes.TEXT, allowNull: false, defaultValue: 'property_promo' },
      status: { type: DataTypes.TEXT, allowNull: false, defaultValue: 'draft' },
      subject: DataTypes.TEXT,
      previewText: DataTypes.TEXT,
      templateId: DataTypes.TEXT,
      listId: DataTypes.UUID,
      filters: DataTypes.JSONB,
      propertyId: DataTypes.UUID,
      fromName: DataTypes.TEXT,
      replyTo: DataTypes.TEXT,
      scheduledAt: DataTypes.DATE,
      timezone: DataTypes.TEXT,
      sentAt: DataTypes.DATE,
      approvedById: DataTypes.UUID,
      statusReason: DataTypes.TEXT,
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
    { sequelize, tableName: 'Campaign', paranoid: true, version: true },
  );
