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
import type { EmailLog } from './EmailLog';

export class EmailEvent extends Model<InferAttributes<EmailEvent>, InferCreationAttributes<EmailEvent>> {
  declare id: CreationOptional<string>;
  declare contactId: CreationOptional<string | null>;
  declare campaignId: CreationOptional<string | null>;
  declare emailLogId: CreationOptional<string | null>;
  declare messageId: CreationOptional<string | null>;
  declare eventType: CreationOptional<
    'processed' | 'delivered' | 'open' | 'click' | 'bounce' | 'dropped' | 'spamreport' | 'unsubscribe' | null
  >;
  declare rawEventType: string;
  declare eventTimestamp: Date;
  declare email: CreationOptional<string | null>;
  declare url: CreationOptional<string | null>;
  declare bounceType: CreationOptional<string | null>;
  declare asmGroupId: CreationOptional<number | null>;
  declare isMachine: CreationOptional<boolean>;
  declare isSuspectedBot: CreationOptional<boolean>;
  declare botReason: CreationOptional<string | null>;
  declare sgEventId: CreationOptional<string | null>;
  declare fingerprint: string;
  declare duplicateOf: CreationOptional<string | null>;
  declare metadata: CreationOptional<Record<string, unknown>>;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
  declare contact?: NonAttribute<Contact | null>;
  declare campaign?: NonAttribute<Campaign | null>;
  declare emailLog?: NonAttribute<EmailLog | null>;
}

export const initEmailEvent = (sequelize: Sequelize) =>
  EmailEvent.init(
    {
      id: primaryKey(),
      contactId: DataTypes.UUID,
      campaignId: DataTypes.UUID,
      emailLogId: DataTypes.UUID,
      messageId: DataTypes.TEXT,
      eventType: DataTypes.TEXT,
      rawEventType: { type: DataTypes.TEXT, allowNull: false },
      eventTimestamp: { type: DataTypes.DATE, allowNull: false },
      email: DataTypes.TEXT,
      url: DataTypes.TEXT,
      bounceType: DataTypes.TEXT,
      asmGroupId: DataTypes.INTEGER,
      isMachine: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: false },
      isSuspectedBot: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: false },
      botReason: DataTypes.TEXT,
      sgEventId: DataTypes.TEXT,
      fingerprint: { type: DataTypes.TEXT, allowNull: false },
      duplicateOf: DataTypes.UUID,
      metadata: { type: DataTypes.JSONB, allowNull: false, defaultValue: {} },
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, tableName: 'EmailEvent' },
  );
