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

export class Task extends Model<InferAttributes<Task>, InferCreationAttributes<Task>> {
  declare id: CreationOptional<string>;
  declare title: string;
  declare type: CreationOptional<string>;
  declare priority: CreationOptional<string>;
  declare status: CreationOptional<string>;
  declare dueAt: CreationOptional<Date | null>;
  declare remindAt: CreationOptional<Date | null>;
  declare completedAt: CreationOptional<Date | null>;
  declare assigneeId: CreationOptional<string | null>;
  declare contactId: CreationOptional<string | null>;
  declare companyId: CreationOptional<string | null>;
  declare propertyId: CreationOptional<string | null>;
  declare dealId: CreationOptional<string | null>;
  declare recurrence: CreationOptional<string | null>;
  declare outcome: CreationOptional<string | null>;
  declare playbookStep: CreationOptional<string | null>;
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
  declare assignee?: NonAttribute<User | null>;
  declare contact?: NonAttribute<Contact | null>;
  declare company?: NonAttribute<Company | null>;
  declare property?: NonAttribute<Property | null>;
  declare deal?: NonAttribute<Deal | null>;
}

export const initTask = (sequelize: Sequelize) =>
  Task.init(
    {
      id: primaryKey(),
      title: { type: DataTypes.TEXT, allowNull: false },
      type: { type: DataTypes.TEXT, allowNull: false, defaultValue: 'follow_up' },
      priority: { type: DataTypes.TEXT, allowNull: false, defaultValue: 'normal' },
      status: { type: DataTypes.TEXT, allowNull: false, defaultValue: 'open' },
      dueAt: DataTypes.DATE,
      remindAt: DataTypes.DATE,
      completedAt: DataTypes.DATE,
      assigneeId: DataTypes.UUID,
      contactId: DataTypes.UUID,
      companyId: DataTypes.UUID,
      propertyId: DataTypes.UUID,
      dealId: DataTypes.UUID,
      recurrence: DataTypes.TEXT,
      outcome: DataTypes.TEXT,
      playbookStep: DataTypes.TEXT,
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
    { sequelize, tableName: 'Task', paranoid: true, version: true },
  );
