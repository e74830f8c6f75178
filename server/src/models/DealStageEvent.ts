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

export class DealStageEvent extends Model<
  InferAttributes<DealStageEvent>,
  InferCreationAttributes<DealStageEvent>
> {
  declare id: CreationOptional<string>;
  declare dealId: string;
  declare fromStage: CreationOptional<string | null>;
  declare toStage:
    'prospect' | 'pursuit' | 'engaged' | 'marketing' | 'loi' | 'negotiation' | 'contract' | 'won' | 'lost';
  declare occurredAt: CreationOptional<Date>;
  declare byId: CreationOptional<string | null>;
  declare value: CreationOptional<number | null>;
  declare grossCommission: CreationOptional<number | null>;
  declare probability: CreationOptional<number | null>;
  declare expectedCloseDate: CreationOptional<string | null>;
  declare secondsInStage: CreationOptional<number | null>;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
  declare by?: NonAttribute<User | null>;
}

export const initDealStageEvent = (sequelize: Sequelize) =>
  DealStageEvent.init(
    {
      id: primaryKey(),
      dealId: { type: DataTypes.UUID, allowNull: false },
      fromStage: DataTypes.TEXT,
      toStage: { type: DataTypes.TEXT, allowNull: false },
      occurredAt: { type: DataTypes.DATE, allowNull: false, defaultValue: DataTypes.NOW },
      byId: DataTypes.UUID,
      value: DataTypes.DECIMAL(14, 2),
      grossCommission: DataTypes.DECIMAL(14, 2),
      probability: DataTypes.DECIMAL(7, 4),
      expectedCloseDate: DataTypes.DATEONLY,
      secondsInStage: DataTypes.BIGINT,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, tableName: 'DealStageEvent' },
  );
