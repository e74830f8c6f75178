import type { PropertyType } from '@besahubs/contracts/properties';

/** What a building of a type is like: sizes in SF (10th, 50th, 90th percentile), $/SF/yr, cap rates in percent points. */
export interface Kind {
  type: PropertyType;
  weight: number;
  subtypes: readonly string[];
  size: [number, number, number];
  rent: [number, number];
  structure: 'nnn' | 'full_service' | 'modified_gross' | 'ground';
  cap: [number, number];
  floors: [number, number];
  built: [number, number];
  occupancy: [number, number];
  names: readonly string[];
}

// Sizes: Seattle 2016 (buildings of 20,000 SF and more). Rents and caps: 2025 brokerage reports; see the notes on the field.
export const kinds: Kind[] = [
  {
    type: 'industrial',
    weight: 27,
    subtypes: ['Warehouse', 'Distribution', 'Manufacturing', 'Flex', 'Last-mile', 'Cold Storage'],
    size: [24_000, 58_000, 220_000],
    rent: [7.5, 13.5],
    structure: 'nnn',
    cap: [5.4, 7.3],
    floors: [1, 1],
    built: [1964, 2023],
    occupancy: [78, 100],
    names: [
      'Logistics Center',
      'Distribution Center',
      'Commerce Park',
      'Industrial Center',
      'Trade Center',
      'Crossdock',
    ],
  },
  {
    type: 'office',
    weight: 25,
    subtypes: ['CBD', 'Suburban', 'Medical', 'Creative'],
    size: [23_000, 74_000, 420_000],
    rent: [22, 44],
    structure: 'full_service',
    cap: [7.2, 8.4],
    floors: [2, 24],
    built: [1972, 2021],
    occupancy: [58, 97],
    names: ['Tower', 'Plaza', 'Office Park', 'Center', 'Medical Pavilion', 'Exchange'],
  },
  {
    type: 'retail',
    weight: 23,
    subtypes: ['Neighborhood', 'Community', 'Strip', 'Power', 'Freestanding/NNN', 'Restaurant', 'Street'],
    size: [9_000, 44_000, 148_000],
    rent: [16, 34],
    structure: 'nnn',
    cap: [6.1, 7.6],
    floors: [1, 2],
    built: [1968, 2020],
    occupancy: [84, 100],
    names: ['Marketplace', 'Shopping Center', 'Crossing', 'Village', 'Shops', 'Corners'],
  },
  {
    type: 'multifamily',
    weight: 11,
    subtypes: ['Garden', 'Mid-rise', 'High-rise', 'Student', 'Senior'],
    size: [22_000, 78_000, 260_000],
    rent: [19, 31],
    structure: 'modified_gross',
    cap: [5.2, 6.3],
    floors: [2, 9],
    built: [1965, 2022],
    occupancy: [88, 98],
    names: ['Apartments', 'Lofts', 'Residences', 'Flats', 'Commons'],
  },
  {
    type: 'land',
    weight: 6,
    subtypes: ['Commercial', 'Industrial', 'Residential'],
    size: [0, 0, 0],
    rent: [0, 0],
    structure: 'ground',
    cap: [0, 0],
    floors: [0, 0],
    built: [0, 0],
    occupancy: [0, 0],
    names: ['Land', 'Acreage', 'Development Site', 'Pad Site'],
  },
  {
    type: 'mixed_use',
    weight: 4,
    subtypes: [],
    size: [30_000, 95_000, 280_000],
    rent: [22, 38],
    structure: 'modified_gross',
    cap: [6, 7.2],
    floors: [3, 12],
    built: [1985, 2022],
    occupancy: [80, 97],
    names: ['Yards', 'District', 'Station', 'Square'],
  },
  {
    type: 'hospitality',
    weight: 2,
    subtypes: [],
    size: [36_000, 104_000, 332_000],
    rent: [24, 40],
    structure: 'full_service',
    cap: [7.5, 9],
    floors: [3, 14],
    built: [1980, 2019],
    occupancy: [58, 78],
    names: ['Hotel', 'Inn & Suites'],
  },
  {
    type: 'self_storage',
    weight: 2,
    subtypes: [],
    size: [23_000, 47_000, 110_000],
    rent: [12, 19],
    structure: 'modified_gross',
    cap: [5.5, 6.5],
    floors: [1, 4],
    built: [1985, 2022],
    occupancy: [82, 95],
    names: ['Self Storage', 'Storage Center'],
  },
];
