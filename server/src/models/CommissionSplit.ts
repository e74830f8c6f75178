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

export class CommissionSplit extends Model<
  InferAttributes<CommissionSplit>,
  InferCreationAttributes<CommissionSplit>
> {
  declare id: CreationOptional<string>;
  declare dealId: string;
  declare party: 'internal' | 'outside_broker' | 'house' | 'referral';
  declare userId: CreationOptional<string | null>;
  declare partyName: CreationOptional<string | null>;
  declare side: CreationOptional<string | null>;
  declare basis: CreationOptional<string>;
  declare bps: number;
  declare position: CreationOptional<number>;
  declare amount: CreationOptional<number | null>;
  declare status: CreationOptional<'projected' | 'invoiced' | 'paid'>;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
  declare user?: NonAttribute<User | null>;
}

export const initCommissionSplit = (sequelize: Sequelize) =>
  CommissionSplit.init(
    {
      id: primaryKey(),
      dealId: { type: DataTypes.UUID, allowNull: false },
      party: { type: DataTypes.TEXT, allowNull: false },
      userId: DataTypes.UUID,
      partyName: DataTypes.TEXT,
      side: DataTypes.TEXT,
      basis: { type: DataTypes.TEXT, allowNull: false, defaultValue: 'gross' },
      bps: { type: DataTypes.INTEGER, allowNull: false },
      position: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
      amount: DataTypes.DECIMAL(14, 2),
      status: { type: DataTypes.TEXT, allowNull: false, defaultValue: 'projected' },
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, tableName: 'CommissionSplit' },
  );
