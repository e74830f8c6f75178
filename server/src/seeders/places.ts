/** Real cities and ZIP codes, real submarket names, invented streets. `level` scales rents against the national figure. */
export interface Submarket {
  name: string;
  city: string;
  zip: string;
  county: string;
  latitude: number;
  longitude: number;
}
export interface Market {
  name: string;
  state: string;
  areaCode: string;
  level: number;
  submarkets: Submarket[];
}

const at = (
  name: string,
  city: string,
  zip: string,
  county: string,
  latitude: number,
  longitude: number,
): Submarket => ({
  name,
  city,
  zip,
  county,
  latitude,
  longitude,
});

export const markets: Market[] = [
  {
    name: 'Dallas',
    state: 'TX',
    areaCode: '214',
    level: 1,
    submarkets: [
      at('Uptown / Turtle Creek', 'Dallas', '75201', 'Dallas', 32.799, -96.804),
      at('Dallas CBD', 'Dallas', '75202', 'Dallas', 32.78, -96.8),
      at('Far North Dallas', 'Plano', '75024', 'Collin', 33.077, -96.804),
      at('Las Colinas', 'Irving', '75039', 'Dallas', 32.885, -96.943),
      at('Great Southwest', 'Grand Prairie', '75050', 'Dallas', 32.765, -97.012),
      at('South Dallas', 'Lancaster', '75134', 'Dallas', 32.618, -96.778),
    ],
  },
  {
    name: 'Chicago',
    state: 'IL',
    areaCode: '312',
    level: 1.05,
    submarkets: [
      at('West Loop', 'Chicago', '60661', 'Cook', 41.882, -87.645),
      at('River North', 'Chicago', '60654', 'Cook', 41.892, -87.637),
      at("O'Hare", 'Rosemont', '60018', 'Cook', 41.986, -87.872),
      at('I-55 Corridor', 'Bolingbrook', '60440', 'Will', 41.698, -88.068),
      at('I-88 East-West', 'Naperville', '60563', 'DuPage', 41.79, -88.168),
    ],
  },
  {
    name: 'Atlanta',
    state: 'GA',
    areaCode: '404',
    level: 0.97,
    submarkets: [
      at('Midtown', 'Atlanta', '30309', 'Fulton', 33.789, -84.384),
      at('Buckhead', 'Atlanta', '30326', 'Fulton', 33.848, -84.362),
      at('Central Perimeter', 'Dunwoody', '30338', 'DeKalb', 33.938, -84.336),
      at('Airport / South', 'College Park', '30349', 'Fulton', 33.611, -84.48),
    ],
  },
  {
    name: 'Phoenix',
    state: 'AZ',
    areaCode: '602',
    level: 0.95,
    submarkets: [
      at('Camelback Corridor', 'Phoenix', '85016', 'Maricopa', 33.509, -112.03),
      at('Tempe', 'Tempe', '85281', 'Maricopa', 33.427, -111.93),
      at('Southwest Valley', 'Goodyear', '85338', 'Maricopa', 33.435, -112.358),
    ],
  },
  {
    name: 'Seattle',
    state: 'WA',
    areaCode: '206',
    level: 1.28,
    submarkets: [
      at('Seattle CBD', 'Seattle', '98101', 'King', 47.61, -122.334),
      at('South Lake Union', 'Seattle', '98109', 'King', 47.627, -122.337),
      at('Kent Valley', 'Kent', '98032', 'King', 47.385, -122.254),
      at('Duwamish', 'Seattle', '98108', 'King', 47.546, -122.314),
    ],
  },
];

/** Where the warehouses are; elsewhere one finds offices, shops and apartments. */
export const industrialSubmarkets: readonly string[] = [
  'Great Southwest',
  'South Dallas',
  "O'Hare",
  'I-55 Corridor',
  'Airport / South',
  'Southwest Valley',
  'Kent Valley',
  'Duwamish',
];

export const streets = [
  'Commerce',
  'Meridian',
  'Foundry',
  'Harwood',
  'Larkspur',
  'Quarry',
  'Sterling',
  'Wabash',
  'Tillman',
  'Juniper',
  'Beacon',
  'Prairie',
  'Lockwood',
  'Union',
  'Canal',
  'Orchard',
  'Granite',
  'Summit',
  'Depot',
  'Magnolia',
  'Alder',
  'Kingsley',
  'Ferris',
  'Holloway',
  'Ridgeline',
  'Sycamore',
  'Cumberland',
  'Trinity',
  'Hollis',
  'Bowen',
] as const;
export const streetTypes = ['St', 'Ave', 'Blvd', 'Pkwy', 'Dr', 'Way', 'Rd'] as const;
