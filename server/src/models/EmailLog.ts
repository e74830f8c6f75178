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
import type { Campaign } from './Campaign';
import type { User } from './User';

export class EmailLog extends Model<InferAttributes<EmailLog>, InferCreationAttributes<EmailLog>> {
  declare id: CreationOptional<string>;
  declare kind: 'transactional' | 'campaign' | 'test';
  declare template: CreationOptional<string | null>;
  declare templateId: CreationOptional<string | null>;
  declare toEmail: string;
  declare subject: CreationOptional<string | null>;
  declare dynamicData: CreationOptional<Record<string, unknown>>;
  declare sealedData: CreationOptional<string | null>;
  declare contactId: CreationOptional<string | null>;
  declare userId: CreationOptional<string | null>;
  declare campaignId: CreationOptional<string | null>;
  declare senderId: CreationOptional<string | null>;
  declare teamId: CreationOptional<string | null>;
  declare messageId: CreationOptional<string | null>;
  declare batch: CreationOptional<string | null>;
  declare status: CreationOptional<
    | 'queued'
    | 'submitting'
    | 'accepted'
    | 'delivered'
    | 'opened'
    | 'clicked'
    | 'bounced'
    | 'dropped'
    | 'spam'
    | 'unsubscribed'
    | 'failed'
    | 'unknown'
    | 'suppressed'
  >;
  declare error: CreationOptional<string | null>;
  declare attempts: CreationOptional<number>;
  declare idempotencyKey: CreationOptional<string | null>;
  declare acceptedAt: CreationOptional<Date | null>;
  declare deliveredAt: CreationOptional<Date | null>;
  declare firstOpenAt: CreationOptional<Date | null>;
  declare firstMachineOpenAt: CreationOptional<Date | null>;
  declare firstClickAt: CreationOptional<Date | null>;
  declare bouncedAt: CreationOptional<Date | null>;
  declare droppedAt: CreationOptional<Date | null>;
  declare spamAt: CreationOptional<Date | null>;
  declare unsubscribedAt: CreationOptional<Date | null>;
  declare openCount: CreationOptional<number>;
  declare clickCount: CreationOptional<number>;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
  declare contact?: NonAttribute<Contact | null>;
  declare campaign?: NonAttribute<Campaign | null>;
  declare sender?: NonAttribute<User | null>;
}

export const initEmailLog = (sequelize: Sequelize) =>
  EmailLog.init(
    {
      id: primaryKey(),
      kind: { type: DataTypes.TEXT, allowNull: false },
      template: DataTypes.TEXT,
      templateId: DataTypes.TEXT,
      toEmail: { type: DataTypes.TEXT, allowNull: false },
      subject: DataTypes.TEXT,
      dynamicData: { type: DataTypes.JSONB, allowNull: false, defaultValue: {} },
      sealedData: DataTypes.TEXT,
      contactId: DataTypes.UUID,
      userId: DataTypes.UUID,
      campaignId: DataTypes.UUID,
      senderId: DataTypes.UUID,
      teamId: DataTypes.UUID,
      messageId: DataTypes.TEXT,
      batch: DataTypes.UUID,
      status: { type: DataTypes.TEXT, allowNull: false, defaultValue: 'queued' },
      error: DataTypes.TEXT,
      attempts: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
      idempotencyKey: DataTypes.TEXT,
      acceptedAt: DataTypes.DATE,
      deliveredAt: DataTypes.DATE,
      firstOpenAt: DataTypes.DATE,
      firstMachineOpenAt: DataTypes.DATE,
      firstClickAt: DataTypes.DATE,
      bouncedAt: DataTypes.DATE,
      droppedAt: DataTypes.DATE,
      spamAt: DataTypes.DATE,
      unsubscribedAt: DataTypes.DATE,
      openCount: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
      clickCount: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, tableName: 'EmailLog' },
  );
