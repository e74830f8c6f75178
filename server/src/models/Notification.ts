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

export class Notification extends Model<
  InferAttributes<Notification>,
  InferCreationAttributes<Notification>
> {
  declare id: CreationOptional<string>;
  declare userId: string;
  declare kind: string;
  declare title: string;
  declare body: CreationOptional<string | null>;
  declare resource: CreationOptional<string | null>;
  declare resourceId: CreationOptional<string | null>;
  declare actorId: CreationOptional<string | null>;
  declare channel: CreationOptional<string>;
  declare dedupeKey: CreationOptional<string | null>;
  declare readAt: CreationOptional<Date | null>;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
  declare actor?: NonAttribute<User | null>;
}

export const initNotification = (sequelize: Sequelize) =>
  Notification.init(
    {
      id: primaryKey(),
      userId: { type: DataTypes.UUID, allowNull: false },
      kind: { type: DataTypes.TEXT, allowNull: false },
      title: { type: DataTypes.TEXT, allowNull: false },
      body: DataTypes.TEXT,
      resource: DataTypes.TEXT,
      resourceId: DataTypes.UUID,
      actorId: DataTypes.UUID,
      channel: { type: DataTypes.TEXT, allowNull: false, defaultValue: 'app' },
      dedupeKey: DataTypes.TEXT,
      readAt: DataTypes.DATE,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, tableName: 'Notification' },
  );
