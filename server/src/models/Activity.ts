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
import type { Property } from './Property';
import type { Deal } from './Deal';

export class Activity extends Model<InferAttributes<Activity>, InferCreationAttributes<Activity>> {
  declare id: CreationOptional<string>;
  declare type: string;
  declare subject: CreationOptional<string | null>;
  declare body: CreationOptional<string | null>;
  declare occurredAt: CreationOptional<Date>;
  declare durationMinutes: CreationOptional<number | null>;
  declare direction: CreationOptional<string | null>;
  declare outcome: CreationOptional<string | null>;
  declare participants: CreationOptional<unknown[]>;
  declare pinned: CreationOptional<boolean>;
  declare private: CreationOptional<boolean>;
  declare contactId: CreationOptional<string | null>;
  declare companyId: CreationOptional<string | null>;
  declare propertyId: CreationOptional<string | null>;
  declare dealId: CreationOptional<string | null>;
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
  declare property?: NonAttribute<Property | null>;
  declare deal?: NonAttribute<Deal | null>;
}

export const initActivity = (sequelize: Sequelize) =>
  Activity.init(
    {
      id: primaryKey(),
      type: { type: DataTypes.TEXT, allowNull: false },
      subject: DataTypes.TEXT,
      body: DataTypes.TEXT,
      occurredAt: { type: DataTypes.DATE, allowNull: false, defaultValue: DataTypes.NOW },
      durationMinutes: DataTypes.INTEGER,
      direction: DataTypes.TEXT,
      outcome: DataTypes.TEXT,
      participants: { type: DataTypes.JSONB, allowNull: false, defaultValue: [] },
      pinned: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: false },
      private: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: false },
      contactId: DataTypes.UUID,
      companyId: DataTypes.UUID,
      propertyId: DataTypes.UUID,
      dealId: DataTypes.UUID,
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
    { sequelize, tableName: 'Activity', paranoid: true, version: true },
  );
