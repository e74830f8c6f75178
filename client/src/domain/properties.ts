import ApartmentRounded from '@mui/icons-material/ApartmentRounded';
import DomainRounded from '@mui/icons-material/DomainRounded';
import FactoryOutlined from '@mui/icons-material/FactoryOutlined';
import HotelRounded from '@mui/icons-material/HotelRounded';
import HandshakeOutlined from '@mui/icons-material/HandshakeOutlined';
import KeyRounded from '@mui/icons-material/KeyRounded';
import LandscapeOutlined from '@mui/icons-material/LandscapeOutlined';
import LayersOutlined from '@mui/icons-material/LayersOutlined';
import SellOutlined from '@mui/icons-material/SellOutlined';
import StarBorderRounded from '@mui/icons-material/StarBorderRounded';
import StorefrontRounded from '@mui/icons-material/StorefrontRounded';
import SyncAltRounded from '@mui/icons-material/SyncAltRounded';
import TaskAltRounded from '@mui/icons-material/TaskAltRounded';
import VisibilityOffOutlined from '@mui/icons-material/VisibilityOffOutlined';
import VpnKeyOutlined from '@mui/icons-material/VpnKeyOutlined';
import WarehouseOutlined from '@mui/icons-material/WarehouseOutlined';
import type { SvgIconComponent } from '@mui/icons-material';
import {
  leaseStructures,
  propertyStatuses,
  propertyTypeKeys,
  propertyTypes,
  rentBases,
  tenancies,
} from '@besahubs/contracts/properties';
import type { Property, PropertyType } from '@besahubs/contracts/properties';
import { rent, words } from '../components/format';
import type { StatusLook } from '../components/StatusChip';
import { toOptions } from './options';

export const propertyStatusLooks: Record<Property['status'], StatusLook> = {
  off_market: { label: 'Off market', tone: 'neutral', icon: VisibilityOffOutlined },
  for_sale: { label: 'For sale', tone: 'accent', icon: SellOutlined },
  for_lease: { label: 'For lease', tone: 'info', icon: VpnKeyOutlined },
  for_sale_or_lease: { label: 'Sale or lease', tone: 'accent', icon: SyncAltRounded },
  under_contract: { label: 'Under contract', tone: 'warning', icon: HandshakeOutlined },
  leased: { label: 'Leased', tone: 'success', icon: KeyRounded },
  sold: { label: 'Sold', tone: 'success', icon: TaskAltRounded },
};

export const propertyTypeIcons: Record<PropertyType, SvgIconComponent> = {
  office: DomainRounded,
  industrial: FactoryOutlined,
  retail: StorefrontRounded,
  multifamily: ApartmentRounded,
  land: LandscapeOutlined,
  hospitality: HotelRounded,
  self_storage: WarehouseOutlined,
  mixed_use: LayersOutlined,
  special_purpose: StarBorderRounded,
};

export const propertyTypeOptions = toOptions(propertyTypeKeys);
export const subtypeOptions = (type: string | null): { value: string; label: string }[] => {
  const known: Record<string, readonly string[]> = propertyTypes;
  return (known[type ?? ''] ?? []).map((value) => ({ value, label: value }));
};
export const propertyStatusOptions = propertyStatuses.map((value) => ({
  value,
  label: propertyStatusLooks[value].label,
}));
export const tenancyOptions = toOptions(tenancies, { owner_user: 'Owner-user' });
export const buildingClassOptions = toOptions(['A', 'B', 'C']);
export const leaseStructureOptions = toOptions(leaseStructures, {
  nnn: 'NNN',
  full_service: 'Full service gross',
});
export const rentBasisOptions = toOptions(rentBases, {
  sf_year: 'Per SF and year',
  sf_month: 'Per SF and month',
});

/** “$28.50/SF/yr NNN”. */
export const askingRent = (property: Property): string =>
  rent({
    low: property.askingRentLow,
    high: property.askingRentHigh,
    basis: property.rentBasis,
    structure: property.leaseStructure,
  });

/** “Industrial · Distribution · Class A”. */
export const propertyKind = (property: Property): string =>
  [words(property.type), property.subtype, property.buildingClass && `Class ${property.buildingClass}`]
    .filter(Boolean)
    .join(' · ');
