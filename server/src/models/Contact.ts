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
import type { Company } from './Company';

export interface StoredEmail {
  type: 'work' | 'personal' | 'other';
  address: string;
}

export interface StoredPhone {
  type: 'work' | 'mobile' | 'home' | 'other';
  number: string;
  extension?: string | null;
  primary: boolean;
  e164?: string | null;
}

export class Contact extends Model<InferAttributes<Contact>, InferCreationAttributes<Contact>> {
  declare id: CreationOptional<string>;
  declare firstName: string;
  declare lastName: string;
  declare title: CreationOptional<string | null>;
  declare name: CreationOptional<string | null>;
  declare companyId: CreationOptional<string | null>;
  declare email: CreationOptional<string | null>;
  declare otherEmails: CreationOptional<StoredEmail[]>;
  declare phones: CreationOptional<StoredPhone[]>;
  declare street: CreationOptional<string | null>;
  declare city: CreationOptional<string | null>;
  declare state: CreationOptional<string | null>;
  declare zip: CreationOptional<string | null>;
  declare roles: CreationOptional<string[]>;
  declare tags: CreationOptional<string[]>;
  declare decisionMaker: CreationOptional<boolean>;
  declare source: CreationOptional<string | null>;
  declare doNotCall: CreationOptional<boolean>;
  declare emailOptOut: CreationOptional<boolean>;
  declare emailOptOutAt: CreationOptional<Date | null>;
  declare bounced: CreationOptional<boolean>;
  declare confidential: CreationOptional<boolean>;
  declare consentStatus: CreationOptional<'unknown' | 'granted' | 'denied'>;
  declare consentSource: CreationOptional<string | null>;
  declare consentAt: CreationOptional<Date | null>;
  declare birthday: CreationOptional<string | null>;
  declare lastTouchAt: CreationOptional<Date | null>;
  declare nextTouchAt: CreationOptional<Date | null>;
  declare cadenceDays: CreationOptional<number | null>;
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
  declare company?: NonAttribute<Company | null>;
}

export const initContact = (sequelize: Sequelize) =>
  Contact.init(
    {
      id: primaryKey(),
      firstName: { type: DataTypes.TEXT, allowNull: false },
      lastName: { type: DataTypes.TEXT, allowNull: false },
      title: DataTypes.TEXT,
      name: DataTypes.TEXT,
      companyId: DataTypes.UUID,
      email: DataTypes.TEXT,
      otherEmails: { type: DataTypes.JSONB, allowNull: false, defaultValue: [] },
      phones: { type: DataTypes.JSONB, allowNull: false, defaultValue: [] },
      street: DataTypes.TEXT,
      city: DataTypes.TEXT,
      state: DataTypes.TEXT,
      zip: DataTypes.TEXT,
      roles: { type: DataTypes.JSONB, allowNull: false, defaultValue: [] },
      tags: { type: DataTypes.JSONB, allowNull: false, defaultValue: [] },
      decisionMaker: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: false },
      source: DataTypes.TEXT,
      doNotCall: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: false },
      emailOptOut: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: false },
      emailOptOutAt: DataTypes.DATE,
      bounced: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: false },
      confidential: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: false },
      consentStatus: { type: DataTypes.TEXT, allowNull: false, defaultValue: 'unknown' },
      consentSource: DataTypes.TEXT,
      consentAt: DataTypes.DATE,
      birthday: DataTypes.DATEONLY,
      lastTouchAt: DataTypes.DATE,
      nextTouchAt: DataTypes.DATE,
      cadenceDays: DataTypes.INTEGER,
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
    { sequelize, tableName: 'Contact', paranoid: true, version: true },
  );
