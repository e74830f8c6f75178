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

export class ContactShare extends Model<
  InferAttributes<ContactShare>,
  InferCreationAttributes<ContactShare>
> {
  declare id: CreationOptional<string>;
  declare contactId: string;
  declare userId: string;
  declare status: CreationOptional<'requested' | 'granted' | 'declined'>;
  declare grantedById: CreationOptional<string | null>;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
  declare user?: NonAttribute<User | null>;
  declare grantedBy?: NonAttribute<User | null>;
}

export const initContactShare = (sequelize: Sequelize) =>
  ContactShare.init(
    {
      id: primaryKey(),
      contactId: { type: DataTypes.UUID, allowNull: false },
      userId: { type: DataTypes.UUID, allowNull: false },
      status: { type: DataTypes.TEXT, allowNull: false, defaultValue: 'granted' },
      grantedById: DataTypes.UUID,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, tableName: 'ContactShare' },
  );
