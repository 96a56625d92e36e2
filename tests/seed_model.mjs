// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The embedded content in the cluster it runs in, for those that begin with a copy of it (tests/run).
//
//   with_postgres --keep=FOLDER -- node tests/seed_model.mjs PROGRAM
import { resolve } from 'node:path';
import { makeDatabase } from './database.mjs';

makeDatabase('', { seeded: resolve(process.argv[2]) }).drop();
