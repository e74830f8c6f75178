import { DataTypes, Model } from 'sequelize';
import type {
  CreationOptional,
  InferAttributes,
  InferCreationAttributes,
  NonAttribute,
  Sequelize,
} from 'sequelize';
import { primaryKey } from './columns';
import type { CalendarAccount } from './CalendarAccount';
import type { Contact } from './Contact';

export interface StoredAttendee {
  email: string;
  name?: string | null;
  response: 'needsAction' | 'accepted' | 'declined' | 'tentative';
  organizer?: boolean;
  optional?: boolean;
}

export class CalendarEvent extends Model<
  InferAttributes<CalendarEvent>,
  InferCreationAttributes<CalendarEvent>
> {
  declare id: CreationOptional<string>;
  declare calendarAccountId: string;
  declare externalId: string;
  declare title: CreationOptional<string | null>;
  declare description: CreationOptional<string | null>;
  declare start: Date;
  declare end: Date;
  declare startDate: CreationOptional<string | null>;
  declare endDate: CreationOptional<string | null>;
  declare timezone: CreationOptional<string | null>;
  declare location: CreationOptional<string | null>;
  declare attendees: CreationOptional<StoredAttendee[]>;
  declare status: CreationOptional<'confirmed' | 'tentative' | 'cancelled'>;
  declare isAllDay: CreationOptional<boolean>;
  declare etag: CreationOptional<string | null>;
  declare iCalUid: CreationOptional<string | null>;
  declare recurringEventId: CreationOptional<string | null>;
  declare isOrganizer: CreationOptional<boolean>;
  declare organizerEmail: CreationOptional<string | null>;
  declare busy: CreationOptional<boolean>;
  declare htmlLink: CreationOptional<string | null>;
  declare conferenceUrl: CreationOptional<string | null>;
  declare generation: CreationOptional<number>;
  declare contactId: CreationOptional<string | null>;
  declare dealId: CreationOptional<string | null>;
  declare propertyId: CreationOptional<string | null>;
  declare createdById: CreationOptional<string | null>;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
  declare account?: NonAttribute<CalendarAccount | null>;
  declare contact?: NonAttribute<Contact | null>;
}

export const initCalendarEvent = (sequelize: Sequelize) =>
  CalendarEvent.init(
    {
      id: primaryKey(),
      calendarAccountId: { type: DataTypes.UUID, allowNull: false },
      externalId: { type: DataTypes.TEXT, allowNull: false },
      title: DataTypes.TEXT,
      description: DataTypes.TEXT,
      start: { type: DataTypes.DATE, allowNull: false },
      end: { type: DataTypes.DATE, allowNull: false },
      startDate: DataTypes.DATEONLY,
      endDate: DataTypes.DATEONLY,
      timezone: DataTypes.TEXT,
      location: DataTypes.TEXT,
      attendees: { type: DataTypes.JSONB, allowNull: false, defaultValue: [] },
      status: { type: DataTypes.TEXT, allowNull: false, defaultValue: 'confirmed' },
      isAllDay: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: false },
      etag: DataTypes.TEXT,
      iCalUid: DataTypes.TEXT,
      recurringEventId: DataTypes.TEXT,
      isOrganizer: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: true },
      organizerEmail: DataTypes.TEXT,
      busy: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: true },
      htmlLink: DataTypes.TEXT,
      conferenceUrl: DataTypes.TEXT,
      generation: { type: DataTypes.BIGINT, allowNull: false, defaultValue: 0 },
      contactId: DataTypes.UUID,
      dealId: DataTypes.UUID,
      propertyId: DataTypes.UUID,
      createdById: DataTypes.UUID,
      createdAt: DataTypes.DATE,
      updatedAt: DataTypes.DATE,
    },
    { sequelize, tableName: 'CalendarEvent' },
  );
