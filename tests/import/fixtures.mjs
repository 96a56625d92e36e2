// SPDX-License-Identifier: AGPL-3.0-or-later
// Hand-made files in the official layouts: names and figures are invented, the columns are those of the publishers.
import { deflateRawSync } from 'node:zlib';

const quoted = (cells, separator = ';') => cells.map((x) => `"${String(x).replaceAll('"', '""')}"`).join(separator) + '\n';

export const table = (columns, rows, { separator = ';', bom = false } = {}) =>
  (bom ? '\uFEFF' : '') + quoted(columns, separator) + rows.map((row) => quoted(columns.map((c) => row[c] ?? ''), separator)).join('');

export const PROJECT_2022 = ('id acronym status title startDate endDate totalCost ecMaxContribution legalBasis topics ecSignatureDate ' +
  'frameworkProgramme masterCall subCall fundingScheme nature objective contentUpdateDate rcn grantDoi').split(' ');
export const PROJECT_2025 = [...PROJECT_2022.filter((c) => c !== 'nature'), 'keywords'];
export const PROJECT_FP7 = ('id acronym status title startDate endDate totalCost ecMaxContribution frameworkProgramme subCall fundingScheme ' +
  'nature objective contentUpdateDate rcn').split(' ');
export const PROJECT_2018 = ('rcn id acronym status programme topics frameworkProgramme title startDate endDate projectUrl objective totalCost ' +
  'ecMaxContribution call fundingScheme coordinator coordinatorCountry participants participantCountries subjects').split(' ');
export const ORGANIZATION = ('projectID projectAcronym organisationID vatNumber name shortName SME activityType street postCode city country ' +
  'nutsCode geolocation organizationURL contactForm contentUpdateDate rcn order role ecContribution netEcContribution totalCost ' +
  'endOfParticipation active').split(' ');

export const project = (more = {}) => ({
  id: '101000001', acronym: 'LAMPS', status: 'SIGNED', title: 'Street lighting that is shared', startDate: '2022-01-01',
  endDate: '2025-12-31', totalCost: '1000000,50', ecMaxContribution: '900000,25', topics: 'HORIZON-MISS-2021-CIT-02-01',
  frameworkProgramme: 'HORIZON', masterCall: 'HORIZON-MISS-2021-CIT-02', fundingScheme: 'HORIZON-IA',
  objective: 'First line; with a semicolon\nsecond line with "quotes"', contentUpdateDate: '2024-05-03 10:25:16', ...more });

export const partner = (more = {}) => ({
  projectID: '101000001', projectAcronym: 'LAMPS', organisationID: '999000001', name: 'COMUNE DI FORLI', SME: 'false',
  activityType: 'PUB', street: 'PIAZZA SAFFI 8', city: 'FORLI', country: 'IT', nutsCode: 'ITH58', geolocation: '44.2226,12.0408',
  contentUpdateDate: '2024-05-03 10:25:16', order: '1', role: 'coordinator', ecContribution: '450000.10',
  netEcContribution: '450000.1', totalCost: '500000,25', endOfParticipation: 'false', ...more });

const geonamesRow = (id, name, alternates, lat, lon, code, country, population) =>
  [id, name, name.normalize('NFD').replace(/\p{M}/gu, ''), alternates, lat, lon, 'P', code, country, '', '01', '', '', '', population,
    '', '10', 'Europe/Rome', '2023-01-02'].join('\t') + '\n';

export const GEONAMES = geonamesRow(1, 'Forlì', 'Forli,Forlì,Форли', 44.22361, 12.05278, 'PPLA2', 'IT', 93638) +
  geonamesRow(2, 'Peterborough', 'Peterborough', 52.57364, -0.24777, 'PPLA2', 'GB', 163379) +
  geonamesRow(3, 'Stanground', '', 52.55, -0.22, 'PPLX', 'GB', 9000) +
  geonamesRow(4, 'Neustadt', '', 50.1, 10.1, 'PPL', 'DE', 9000) +
  geonamesRow(5, 'Neustadt', '', 49.1, 8.1, 'PPL', 'DE', 53000) +
  geonamesRow(6, 'Sandvika', '', 59.89, 10.52, 'PPL', 'NO', 0);

export const LAU = 'gisco_id,longitude,latitude,country,nuts_2,nuts_3,lau_id,lau_name,population,area_km2,year,fid,concordance,pop_weighted\n' +
  'IT_040012,12.04,44.22,IT,ITH5,ITH58,040012,Forlì,117946,228.2,2020,IT_040012,geo,TRUE\n' +
  'UK_E06000031,-0.24,52.57,UK,UKH1,UKH11,E06000031,Peterborough,202259,343.3,2020,UK_E06000031,geo,TRUE\n' +
  'PT_010121,-8.4,40.5,PT,PT16,PT16D,010121,Águeda e Borralha,13576,36,2020,PT_010121,official,TRUE\n' +
  'IT_099999,11.1,45.1,IT,ITH5,ITH59,099999,Valle Senza Luogo,31000,99,2020,IT_099999,geo,TRUE\n';

// What Portugal and Lithuania are made of: localities, their parts and municipalities, and Eurostat's cities. Eurostat's Braganza
// takes in a part of another municipality; a part of its Évora has no number of people.
export const PARTS = geonamesRow(21, 'Matosinhos', '', 41.18207, -8.68908, 'PPLA2', 'PT', 28070) +
  geonamesRow(22, 'Braganza', '', 41.80582, -6.75719, 'PPLA2', 'PT', 20000) +
  geonamesRow(23, 'Evora', '', 38.56667, -7.9, 'PPLA2', 'PT', 20000) +
  geonamesRow(24, 'Utena', '', 55.49764, 25.59918, 'PPLA', 'LT', 25397) +
  geonamesRow(25, 'Borculo', 'Berkelland', 52.11567, 6.52196, 'PPL', 'NL', 10373) +
  geonamesRow(26, 'Brighton', '', 50.82838, -0.13947, 'PPLA2', 'GB', 277103) +
  geonamesRow(27, 'Cayenne', '', 4.93333, -52.33333, 'PPLC', 'GF', 61550);

const LAU_HEAD = 'gisco_id,longitude,latitude,country,nuts_2,nuts_3,lau_id,lau_name,population,area_km2,year,fid,concordance,pop_weighted\n';
export const LAU_PARTS = LAU_HEAD +
  'PT_130812,-8.68,41.18,PT,PT11,PT11A,130812,Matosinhos e Leça da Palmeira,49486,12,2020,x,official,TRUE\n' +
  'LT_82,25.6,55.5,LT,LT02,LT029,82,Utenos rajono savivaldybė,37184,1229,2020,x,geo,TRUE\n' +
  'LT_41,25.3,54.7,LT,LT01,LT011,41,Vilniaus rajono savivaldybė,100146,2129,2020,x,geo,TRUE\n' +
  'NL_GM1859,6.53,52.1,NL,NL22,NL225,GM1859,Berkelland,43748,260,2020,x,geo,TRUE\n' +
  'UK_E06000043,-0.14,50.83,UK,UKJ2,UKJ21,E06000043,Brighton and Hove,291738,83,2020,x,geo,TRUE\n' +
  'FR_97302,,,FR,FRY3,FRY30,97302,Cayenne,61268,24,2020,x,geo,FALSE\n';
export const CITIES = 'code_2016,lau_code,lau_name_national,population,degurba,city_id,city_name,country,gisco_id\n' +
  'PT11A,130811,Custóias,45716,1,PT503C1,Matosinhos,PT,PT_130811\nPT11A,130812,Matosinhos e Leça,49486,1,PT503C1,Matosinhos,PT,PT_130812\n' +
  'PT11E,040201,Sé,20000,1,PT999C1,Braganza,PT,PT_040201\nPT11E,040301,Outra,20000,1,PT999C1,Braganza,PT,PT_040301\n' +
  'PT187,070501,Malagueira,30000,1,PT998C1,Evora,PT,PT_070501\nPT187,070502,Bacelo,,1,PT998C1,Evora,PT,PT_070502\n';

export const UK = 'local-authority-code,official-name,nice-name,gss-code,current-authority,alt-names,pop-2020,lat,long,lower-or-unitary\n' +
  'PTE,Peterborough City Council,Peterborough,E06000031,True,"Peterborough,peterborough cc",202626.0,52.6,-0.26,True\n' +
  'OLD,Oldshire District Council,Oldshire,E07000999,False,,40000.0,52.0,-1.0,True\n' +
  'CTY,Bigshire County Council,Bigshire,E10000999,True,,700000.0,52.0,-1.1,False\n';

// The Covenant of Mayors: "-" and blanks are missing, groups of towns stand in one name, group rows have the country's middle.
export const GCOM_COLUMNS = ('organisation_id organisation_name coordinator_name supporter_name country_code country_name population_adhesion ' +
  'organisation_latitude organisation_longitude group_organisation_id group_name commitment_CoM2020_flag commitment_CoM2030_flag ' +
  'commitment_CoM2050_flag commitment_mayoradapt_flag adhesion_type signatory_status mayor date_of_adhesion action_plan_expected ' +
  'group_profile gcom_id').split(' ');
export const signatory = (more = {}) => ({
  organisation_id: '11111', organisation_name: 'Forlì', coordinator_name: '-', supporter_name: '-', country_code: 'it', country_name: 'Italy',
  population_adhesion: '118000', organisation_latitude: '44.2225', organisation_longitude: '12.0408', group_organisation_id: '-',
  group_name: '-', commitment_CoM2020_flag: 'True', commitment_CoM2030_flag: 'False', commitment_CoM2050_flag: 'False',
  commitment_mayoradapt_flag: 'False', adhesion_type: 'As an individual signatory', signatory_status: 'published',
  mayor: 'PERSON Secret', date_of_adhesion: '2013-05-06', action_plan_expected: 'True', group_profile: 'False', gcom_id: 'IT0001', ...more });

export const TWIN_COLUMNS = ('origincityLabel origincountry originlat originlong originpopulation sistercityLabel destinationlat ' +
  'destinationlong destinationpopulation destination_countryLabel dist eu').split(' ');
export const twins = (rows) => [TWIN_COLUMNS, ...rows].map((row) => row.join('\t') + '\n').join('');

export const UK_COLUMNS = ('Priority Organization Project Type Subsidy Matching Total Start_date End_date State Region Geocoding_round County ' +
  'City_name Postal_code Lat_coords Long_coords LAU1_CODE LAU1_NAME').split(' ');
export const ukProject = (more = {}) => ({
  Priority: 'P1', Organization: 'PETERBOROUGH CITY COUNCIL 107575', Project: 'Skills for the river', Type: 'ESF', Subsidy: '33000',
  Matching: '12000', Total: '0', Start_date: '01/04/2010', End_date: '31/07/2011', State: 'England', Region: 'East of England',
  City_name: 'Peterborough', LAU1_CODE: 'UKH1100', LAU1_NAME: 'Peterborough', ...more });

const CRC = new Int32Array(256).map((_, n) => { for (let k = 0; k < 8; k++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1; return n; });
const crc32 = (bytes) => { let c = -1; for (const b of bytes) c = CRC[(c ^ b) & 255] ^ (c >>> 8); return (c ^ -1) >>> 0; };

// A zip of {name: text}.
export function zip(members) {
  const parts = [], directory = [];
  let at = 0;
  for (const [name, content] of Object.entries(members)) {
    const bytes = Buffer.from(content), packed = deflateRawSync(bytes), path = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0); common.writeUInt16LE(0x800, 2); common.writeUInt16LE(8, 4); common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(crc32(bytes), 10); common.writeUInt32LE(packed.length, 14); common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(path.length, 22);
    const central = Buffer.alloc(14);
    central.writeUInt32LE(at, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, central, path);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, path, packed]);
    parts.push(local); at += local.length;
  }
  const central = Buffer.concat(directory), end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(Object.keys(members).length, 8); end.writeUInt16LE(Object.keys(members).length, 10);
  end.writeUInt32LE(central.length, 12); end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, central, end]);
}
