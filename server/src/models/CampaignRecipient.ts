import { DataTypes, Model } from 'sequelize';
import type {
  CreationOptional,
  InferAttributes,
  InferCreationAttributes,
  NonAttribute,
  Sequelize,
} from 'sequelize';
import { primaryKey } from './columns';
import type { Contact } from './Contact';

export class CampaignRecipient extends Model<
  InferAttributes<CampaignRecipient>,
  InferCreationAttributes<CampaignRecipient>
> {
  declare id: CreationOptional<string>;
  declare campaignId: string;
  declare contactId: CreationOptional<string | null>;
  declare email: string;
  declare status: CreationOptional<
    'pending' | 'suppressed' | 'submitting' | 'accepted' | 'failed' | 'unknown'
  >;
  declare reason: CreationOptional<string | null>;
  declare batch: CreationOptional<string | null>;
  declare emailLogId: CreationOptional<string | null>;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
  declare contact?: NonAttribute<Contact | null>;
}

export const initCampaignRecipient = (sequelize: Sequelize) =>
  CampaignRecipient.init(
    {
      id: primaryKey(),
      campaignId: { type: DataTypes.UUID, allowNull: false },
      contactId: DataTypes.UUID,
      email: { type: DataTypes.TEXT, allowNull: false },
      status: { type: DataTypes.TEXT, allowNull: false, defaultValue: 'pending' },
      reason: DataTypes.TEXT,
      batch: DataTypes.UUID,
      emailLogId: DataTypes.UUID,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, tableName: 'CampaignRecipient' },
  );
