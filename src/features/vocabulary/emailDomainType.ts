import { freeMailDomains } from '../../crm/machine/freeMailDomains.ts';

/** Raise it whenever a rule or the list of free mailboxes changes. */
export const emailDomainVersion = 2;

/**
 * Domains, or their ends, of public bodies and of teaching ones; `??` stands for the two letters of any country, `*` for
 * any other letters, digits and hyphens. The first table with a match wins.
 */
export const publicDomains: readonly (readonly [type: 'education' | 'government', domains: string])[] = [
  [
    'education',
    `edu edu.?? ac.?? sch.uk k12.??.us uni-*.de tu-*.de rwth-aachen.de kit.edu lmu.de tum.de fu-berlin.de hu-berlin.de univ-*.fr
    u-paris.fr u-bordeaux.fr sorbonne-universite.fr polytechnique.fr ethz.ch epfl.ch uzh.ch unibas.ch unibe.ch unige.ch
    unil.ch tuwien.at tugraz.at unibo.it unimi.it uniroma1.it unipd.it unito.it unina.it unipi.it unifi.it polimi.it polito.it
    uva.nl vu.nl uu.nl rug.nl tue.nl tudelft.nl utwente.nl kuleuven.be ugent.be uclouvain.be ulb.be ku.dk au.dk dtu.dk sdu.dk
    aau.dk uio.no uib.no ntnu.no uu.se lu.se kth.se chalmers.se su.se gu.se helsinki.fi aalto.fi`,
  ],
  [
    'government',
    `gov gov.?? gob.?? gouv.?? gub.uy govt.nz gc.ca gv.at go.jp go.kr go.th go.id go.ke go.tz go.ug go.cr mil mil.??
    europa.eu bund.de bundesregierung.de bundeswehr.de admin.ch fed.be fgov.be overheid.nl rijksoverheid.nl
    nhs.uk nhs.net police.uk mod.uk regeringskansliet.se`,
  ],
];

const rules = publicDomains.map(([type, domains]) => {
  const patterns = domains
    .split(/\s+/)
    .map((domain) => domain.replaceAll('.', '\\.').replaceAll('??', '[a-z]{2}').replaceAll('*', '[a-z0-9-]{1,63}'));
  return { type, pattern: new RegExp(`(^|\\.)(${patterns.join('|')})$`) };
});

/** No domain is longer (RFC 1035). */
const longestDomain = 253;

/** Whose kind of mailbox an address at the domain is; `none` without a domain. */
export function emailDomainType(domain: string | null): 'free' | 'education' | 'government' | 'corporate' | 'none' {
  if (domain === null) return 'none';
  if (freeMailDomains.has(domain)) return 'free';
  if (domain.length > longestDomain) return 'corporate';
  return rules.find(({ pattern }) => pattern.test(domain))?.type ?? 'corporate';
}
