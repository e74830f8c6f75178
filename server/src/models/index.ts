import type { Model, ModelStatic, Sequelize } from 'sequelize';
import { openDatabase } from './database';
import { Activity, initActivity } from './Activity';
import { AuditLog, initAuditLog } from './AuditLog';
import { CalendarAccount, initCalendarAccount } from './CalendarAccount';
import { CalendarEvent, initCalendarEvent } from './CalendarEvent';
import { CalendarSync, initCalendarSync } from './CalendarSync';
import { Campaign, initCampaign } from './Campaign';
import { CampaignRecipient, initCampaignRecipient } from './CampaignRecipient';
import { CommissionSplit, initCommissionSplit } from './CommissionSplit';
import { Comp, initComp } from './Comp';
import { Company, initCompany } from './Company';
import { Contact, initContact } from './Contact';
import { ContactShare, initContactShare } from './ContactShare';
import { Dashboard, initDashboard } from './Dashboard';
import { DashboardRecipient, initDashboardRecipient } from './DashboardRecipient';
import { DashboardSchedule, initDashboardSchedule } from './DashboardSchedule';
import { Deal, initDeal } from './Deal';
import { DealMember, initDealMember } from './DealMember';
import { DealStageEvent, initDealStageEvent } from './DealStageEvent';
import { EmailEvent, initEmailEvent } from './EmailEvent';
import { EmailLog, initEmailLog } from './EmailLog';
import { File, initFile } from './File';
import { Lease, initLease } from './Lease';
import { List, initList } from './List';
import { ListMember, initListMember } from './ListMember';
import { Notification, initNotification } from './Notification';
import { OAuthState, initOAuthState } from './OAuthState';
import { OneTimeToken, initOneTimeToken } from './OneTimeToken';
import { Property, initProperty } from './Property';
import { RefreshToken, initRefreshToken } from './RefreshToken';
import { Relationship, initRelationship } from './Relationship';
import { Requirement, initRequirement } from './Requirement';
import { SavedView, initSavedView } from './SavedView';
import { Space, initSpace } from './Space';
import { initSuppression } from './Suppression';
import { initTableVersion } from './TableVersion';
import { Task, initTask } from './Task';
import { Team, initTeam } from './Team';
import { User, initUser } from './User';
import { Widget, initWidget } from './Widget';

const models = [
  initActivity,
  initAuditLog,
  initCalendarAccount,
  initCalendarEvent,
  initCalendarSync,
  initCampaign,
  initCampaignRecipient,
  initCommissionSplit,
  initComp,
  initCompany,
  initContact,
  initContactShare,
  initDashboard,
  initDashboardRecipient,
  initDashboardSchedule,
  initDeal,
  initDealMember,
  initDealStageEvent,
  initEmailEvent,
  initEmailLog,
  initFile,
  initLease,
  initList,
  initListMember,
  initNotification,
  initOAuthState,
  initOneTimeToken,
  initProperty,
  initRefreshToken,
  initRelationship,
  initRequirement,
  initSavedView,
  initSpace,
  initSuppression,
  initTableVersion,
  initTask,
  initTeam,
  initUser,
  initWidget,
];

/** Every association of the house: this function reads as the ER diagram (DB7). */
function associate(): void {
  Team.belongsTo(User, { as: 'manager', foreignKey: 'managerId', constraints: false });
  Team.hasMany(User, { as: 'members', foreignKey: 'teamId' });
  User.belongsTo(Team, { as: 'team', foreignKey: 'teamId' });
  RefreshToken.belongsTo(User, { as: 'user', foreignKey: 'userId' });
  OneTimeToken.belongsTo(User, { as: 'user', foreignKey: 'userId' });
  OneTimeToken.belongsTo(Contact, { as: 'contact', foreignKey: 'contactId' });
  Notification.belongsTo(User, { as: 'user', foreignKey: 'userId' });
  Notification.belongsTo(User, { as: 'actor', foreignKey: 'actorId' });
  AuditLog.belongsTo(User, { as: 'actor', foreignKey: 'actorId' });
  SavedView.belongsTo(User, { as: 'owner', foreignKey: 'ownerId' });
  File.belongsTo(User, { as: 'createdBy', foreignKey: 'createdById' });

  const owned: ModelStatic<Model>[] = [
    Company,
    Contact,
    Property,
    Deal,
    Task,
    Activity,
    Campaign,
    List,
    Comp,
    Requirement,
  ];
  for (const record of owned) {
    record.belongsTo(User, { as: 'owner', foreignKey: 'ownerId' });
    record.belongsTo(Team, { as: 'team', foreignKey: 'teamId' });
  }
  Company.belongsTo(Company, { as: 'parent', foreignKey: 'parentId' });
  Company.hasMany(Contact, { as: 'contacts', foreignKey: 'companyId' });
  Contact.belongsTo(Company, { as: 'company', foreignKey: 'companyId' });
  Contact.hasMany(ContactShare, { as: 'shares', foreignKey: 'contactId' });
  ContactShare.belongsTo(Contact, { as: 'contact', foreignKey: 'contactId' });
  ContactShare.belongsTo(User, { as: 'user', foreignKey: 'userId' });
  ContactShare.belongsTo(User, { as: 'grantedBy', foreignKey: 'grantedById' });

  Property.hasMany(Space, { as: 'spaces', foreignKey: 'propertyId' });
  Property.hasMany(Lease, { as: 'leases', foreignKey: 'propertyId' });
  Property.hasMany(Deal, { as: 'deals', foreignKey: 'propertyId' });
  Space.belongsTo(Property, { as: 'property', foreignKey: 'propertyId' });
  Lease.belongsTo(Property, { as: 'property', foreignKey: 'propertyId' });
  Lease.belongsTo(Space, { as: 'space', foreignKey: 'spaceId' });
  Lease.belongsTo(Company, { as: 'tenantCompany', foreignKey: 'tenantCompanyId' });
  Comp.belongsTo(Property, { as: 'property', foreignKey: 'propertyId' });
  Requirement.belongsTo(Contact, { as: 'contact', foreignKey: 'contactId' });
  Requirement.belongsTo(Company, { as: 'company', foreignKey: 'companyId' });
  // Relationship is polymorphic on both ends; its rows are joined by type and id, not by association.
  Relationship.belongsTo(User, { as: 'createdBy', foreignKey: 'createdById' });

  Deal.belongsTo(Property, { as: 'property', foreignKey: 'propertyId' });
  Deal.belongsTo(Space, { as: 'space', foreignKey: 'spaceId' });
  Deal.belongsTo(Contact, { as: 'clientContact', foreignKey: 'clientContactId' });
  Deal.belongsTo(Company, { as: 'clientCompany', foreignKey: 'clientCompanyId' });
  Deal.belongsTo(Company, { as: 'counterpartyCompany', foreignKey: 'counterpartyCompanyId' });
  Deal.hasMany(DealStageEvent, { as: 'stageEvents', foreignKey: 'dealId' });
  Deal.hasMany(CommissionSplit, { as: 'splits', foreignKey: 'dealId' });
  Deal.hasMany(DealMember, { as: 'members', foreignKey: 'dealId' });
  DealMember.belongsTo(Deal, { as: 'deal', foreignKey: 'dealId' });
  DealMember.belongsTo(User, { as: 'user', foreignKey: 'userId' });
  DealStageEvent.belongsTo(Deal, { as: 'deal', foreignKey: 'dealId' });
  DealStageEvent.belongsTo(User, { as: 'by', foreignKey: 'byId' });
  CommissionSplit.belongsTo(Deal, { as: 'deal', foreignKey: 'dealId' });
  CommissionSplit.belongsTo(User, { as: 'user', foreignKey: 'userId' });

  Task.belongsTo(User, { as: 'assignee', foreignKey: 'assigneeId' });
  const linkedToRecords: ModelStatic<Model>[] = [Task, Activity];
  for (const linked of linkedToRecords) {
    linked.belongsTo(Contact, { as: 'contact', foreignKey: 'contactId' });
    linked.belongsTo(Company, { as: 'company', foreignKey: 'companyId' });
    linked.belongsTo(Property, { as: 'property', foreignKey: 'propertyId' });
    linked.belongsTo(Deal, { as: 'deal', foreignKey: 'dealId' });
  }

  Campaign.belongsTo(List, { as: 'list', foreignKey: 'listId' });
  Campaign.belongsTo(Property, { as: 'property', foreignKey: 'propertyId' });
  Campaign.hasMany(CampaignRecipient, { as: 'recipients', foreignKey: 'campaignId' });
  CampaignRecipient.belongsTo(Campaign, { as: 'campaign', foreignKey: 'campaignId' });
  CampaignRecipient.belongsTo(Contact, { as: 'contact', foreignKey: 'contactId' });
  List.hasMany(ListMember, { as: 'members', foreignKey: 'listId' });
  ListMember.belongsTo(List, { as: 'list', foreignKey: 'listId' });
  ListMember.belongsTo(Contact, { as: 'contact', foreignKey: 'contactId' });
  EmailLog.belongsTo(Contact, { as: 'contact', foreignKey: 'contactId' });
  EmailLog.belongsTo(Campaign, { as: 'campaign', foreignKey: 'campaignId' });
  EmailLog.belongsTo(User, { as: 'sender', foreignKey: 'senderId' });
  EmailLog.hasMany(EmailEvent, { as: 'events', foreignKey: 'emailLogId' });
  EmailEvent.belongsTo(EmailLog, { as: 'emailLog', foreignKey: 'emailLogId' });
  EmailEvent.belongsTo(Contact, { as: 'contact', foreignKey: 'contactId' });
  EmailEvent.belongsTo(Campaign, { as: 'campaign', foreignKey: 'campaignId' });

  User.hasMany(CalendarAccount, { as: 'calendarAccounts', foreignKey: 'userId' });
  OAuthState.belongsTo(User, { as: 'user', foreignKey: 'userId' });
  CalendarAccount.belongsTo(User, { as: 'user', foreignKey: 'userId' });
  CalendarAccount.hasMany(CalendarSync, { as: 'syncs', foreignKey: 'calendarAccountId' });
  CalendarSync.belongsTo(CalendarAccount, { as: 'account', foreignKey: 'calendarAccountId' });
  CalendarAccount.hasMany(CalendarEvent, { as: 'events', foreignKey: 'calendarAccountId' });
  CalendarEvent.belongsTo(CalendarAccount, { as: 'account', foreignKey: 'calendarAccountId' });
  CalendarEvent.belongsTo(Contact, { as: 'contact', foreignKey: 'contactId' });

  Dashboard.belongsTo(User, { as: 'user', foreignKey: 'userId' });
  Dashboard.hasMany(Widget, { as: 'widgets', foreignKey: 'dashboardId' });
  Widget.belongsTo(Dashboard, { as: 'dashboard', foreignKey: 'dashboardId' });
  Dashboard.hasMany(DashboardSchedule, { as: 'schedules', foreignKey: 'dashboardId' });
  DashboardSchedule.belongsTo(Dashboard, { as: 'dashboard', foreignKey: 'dashboardId' });
  DashboardSchedule.hasMany(DashboardRecipient, { as: 'recipients', foreignKey: 'scheduleId' });
  DashboardRecipient.belongsTo(DashboardSchedule, { as: 'schedule', foreignKey: 'scheduleId' });
  DashboardRecipient.belongsTo(User, { as: 'user', foreignKey: 'userId' });
}

let connected: Sequelize | undefined;

/** Opens the database and registers all models on it. One database a process. */
export function connectModels(url: string, options: { maxConnections?: number } = {}): Sequelize {
  connected = openDatabase(url, options);
  for (const init of models) init(connected);
  associate();
  return connected;
}

/** The open database. Throws before `connectModels`: that is a mistake in the program. */
export function database(): Sequelize {
  if (!connected) throw new Error('connectModels was not called');
  return connected;
}
