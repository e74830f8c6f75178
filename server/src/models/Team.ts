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

export class Team extends Model<InferAttributes<Team>, InferCreationAttributes<Team>> {
  declare id: CreationOptional<string>;
  declare name: string;
  declare office: CreationOptional<string | null>;
  declare market: CreationOptional<string | null>;
  declare managerId: CreationOptional<string | null>;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
  declare manager?: NonAttribute<User | null>;
}

export const initTeam = (sequelize: Sequelize) =>
  Team.init(
    {
      id: primaryKey(),
      name: { type: DataTypes.TEXT, allowNull: false },
      office: DataTypes.TEXT,
      market: DataTypes.TEXT,
      managerId: DataTypes.UUID,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, tableName: 'Team' },
  );
