import { DataTypes } from 'sequelize';
import { uuidv7 } from '../lib/ids';

/** Time-ordered uuid made here, so that an id is known before the row is written and indexes stay dense. */
export const primaryKey = () => ({
  type: DataTypes.UUID,
  primaryKey: true,
  allowNull: false,
  defaultValue: () => uuidv7(),
});
