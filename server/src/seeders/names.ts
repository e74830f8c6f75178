export const firstNames = (
  'James Maria Robert Linda Michael Patricia David Jennifer Carlos Elena Wei Priya Ahmed Fatima Daniel Susan Kevin Angela ' +
  'Brian Nicole Marcus Tamika Andre Keisha Tomas Lucia Hiroshi Yuki Raj Anita Patrick Megan Sean Erin Luis Gabriela Eric ' +
  'Laura Steven Rachel Gregory Amanda Victor Sofia Nathan Olivia Samuel Grace Omar Leila Peter Hannah Vincent Claire Derek ' +
  'Monica Travis Paige Curtis Renee Walter Joyce Howard Denise Leonard Yvonne Ivan Natalia Felix Ingrid Caleb Audrey'
).split(' ');

export const lastNames = (
  'Anderson Bennett Castillo Donovan Ellis Fitzgerald Garcia Hoffman Ibrahim Jensen Kowalski Lindqvist Martinez Nguyen ' +
  'Okafor Petrov Quinn Ramirez Schneider Tanaka Underwood Vasquez Whitaker Xu Yamamoto Zimmerman Abbott Barrera Chaudhry ' +
  'Delgado Erickson Fontaine Greer Hathaway Iverson Jacoby Kessler Lombardi Mercer Novak Ortega Pruitt Rasmussen Salazar ' +
  'Thornton Ulrich Vance Weaver Yoder Zeller Ackerman Boyd Cho Dempsey Eastman Farrow Gallagher Huang Ingram Joyner Keane ' +
  'Laskey Moreau Nakamura Osborne Pace Rhodes Sandoval Trask Upton Villanueva Wexler Yarbrough'
).split(' ');

export const companyRoots = (
  'Summit Harbor Granite Cedar Pinnacle Keystone Atlas Beacon Copper Crestline Evergreen Falcon Frontier Heritage Ironwood ' +
  'Juniper Lakeshore Landmark Meridian Northgate Oakmont Palisade Prairie Quarry Redstone Ridgeway Riverbend Sable Sentinel ' +
  'Silverline Skyline Southport Stonebridge Sterling Tidewater Timberline Trailhead Trinity Vanguard Vista Westbrook ' +
  'Whitestone Wildwood Blackhawk Bluebonnet Brightwater Cobalt Cornerstone Driftwood Eastgate Foxglove Goldcrest'
).split(' ');

/** Words that say what a company does, by the first of its types. */
export const companySuffixes: Record<string, readonly string[]> = {
  owner: ['Properties', 'Real Estate Partners', 'Holdings LLC', 'Realty Trust', 'Land Company'],
  investor: ['Capital', 'Capital Partners', 'Equity Group', 'Investment Partners LP', 'Ventures'],
  tenant: [
    'Logistics',
    'Health',
    'Software',
    'Foods',
    'Manufacturing',
    'Distribution Co.',
    'Dental Group',
    'Fitness',
    'Analytics',
    'Home Furnishings',
    'Legal Services',
    'Engineering',
  ],
  developer: ['Development', 'Development Group', 'Builders', 'Urban Partners'],
  lender: ['Bank', 'Commercial Mortgage', 'Credit Union', 'Realty Finance'],
  brokerage: ['Commercial', 'Realty Advisors', 'Brokerage Services'],
  law_title: ['Title Company', 'Law Group PLLC', 'Escrow & Title'],
  vendor: [
    'Property Management',
    'Environmental',
    'Architects',
    'Surveying',
    'Roofing',
    'Signs & Wayfinding',
  ],
};

export const titles: Record<string, readonly string[]> = {
  owner: ['Principal', 'Managing Member', 'President', 'Asset Manager'],
  investor: ['Managing Director', 'VP Acquisitions', 'Partner', 'Director of Investments'],
  tenant: [
    'Chief Financial Officer',
    'Director of Real Estate',
    'Facilities Manager',
    'Chief Operating Officer',
    'Office Manager',
  ],
  developer: ['Development Manager', 'Founder', 'VP Development'],
  lender: ['SVP Commercial Lending', 'Loan Officer', 'Relationship Manager'],
  brokerage: ['Senior Associate', 'Managing Broker', 'Vice President'],
  law_title: ['Partner', 'Closing Attorney', 'Escrow Officer'],
  vendor: ['Property Manager', 'Account Executive', 'Project Manager'],
};
