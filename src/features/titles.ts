/**
 * What job titles say about rank and department: keywords in English, German, French, Spanish, Italian, Portuguese,
 * Dutch, Swedish and Polish, without accents.
 *
 * Of a table's entries the first with a matching keyword wins, so what would be mistaken by a later entry stands
 * before it. `*` at either end of a word stands for any letters; several words are that sequence.
 */
export type KeywordTable = readonly (readonly [level: string, keywords: string])[];

/** Raise it whenever a table or the way of matching changes. */
export const titlesVersion = 1;

export const seniorityKeywords: KeywordTable = [
  ['Senior specialist', 'senior product owner'],
  ['Specialist', 'product owner, process owner, service owner'],
  [
    'Assistant',
    `assistant to, executive assistant, personal assistant, assistentin der, assistent der, assistenz der, assistante de,
    assistant de, office manager, secretary, sekretar*, secretaire, secretaria, segretari*, secretaresse, sekreterare`,
  ],
  [
    'Founder or owner',
    `founder, cofounder, owner, coowner, proprietor, grunder, grunderin, mitgrunder*, inhaber*, gesellschafter*, fondateur,
    fondatrice, cofondateur, cofondatrice, proprietaire, fundador, fundadora, propietari*, fondatore, titolare,
    proprietario, proprietaria, oprichter, eigenaar, agare, grundare, wlasciciel*, zalozyciel*`,
  ],
  [
    'VP level',
    `vp, svp, evp, avp, vice president, vicepresident, vice presidente, vice presidenta, vicepresidente, vicepresidenta,
    vizeprasident*, wiceprezes*, viceprezes*`,
  ],
  [
    'C-level',
    `chief, ceo, cfo, coo, cto, cio, cmo, cro, cpo, ciso, chro, cdo, cso, cco, managing director, general manager,
    president, presidente, presidenta, prasident*, geschaftsfuhr*, geschaeftsfuehr*, geschaftsleit*, vorstand*,
    vorsitzende*, pdg, directeur general, directrice generale, director general, directora general, director gerente,
    amministratore delegato, amministratrice delegata, direttore generale, diretor geral, diretora geral,
    algemeen directeur, vd, verkstallande, prezes*, dyrektor generalny`,
  ],
  [
    'Director level',
    `director, directors, direktor*, directeur, directrice, directora, direttore, direttrice, diretor, diretora,
    bereichsleit*, dyrektor*`,
  ],
  ['Manager level', 'teamleit*, projektleit*, gruppenleit*, schichtleit*, chef de projet, cheffe de projet'],
  [
    'Head of department',
    `head, abteilungsleit*, leitung, *leiter, *leiterin, *leitung, chef, cheffe, *chef, responsable, jefe, jefa,
    responsabile, chefe, responsavel, hoofd, kierownik, kierowniczka`,
  ],
  [
    'Manager level',
    `*manager, *managerin, lead, leader, supervisor, gerente, encargado, encargada, coordinador, coordinadora, coordenador,
    coordenadora, gestionnaire, gestor, gestora, menedzer`,
  ],
  [
    'Junior or trainee',
    `junior, jr, trainee, intern, internship, apprentice, student, studentin, werkstudent*, praktikant*, auszubildende*,
    azubi, volontar*, stagiaire, apprenti, apprentie, alternant, alternante, becario, becaria, practicante, stagista,
    tirocinante, estagiari*, stagiair, stazyst*, graduate`,
  ],
  ['Senior specialist', 'senior, sr, principal, expert, expertin, experte, architect, architekt*, starszy, starsza'],
];

export const departmentKeywords: KeywordTable = [
  [
    'Human resources',
    `hr, human resources, human resource, people, talent, recruit*, personalleit*, personalabteilung, personalwesen,
    personalreferent*, personalentwickl*, personalchef*, leiter personal, leiterin personal, personnel,
    ressources humaines, rh, drh, recursos humanos, rrhh, risorse umane, hrbp, chro, kadry, payroll`,
  ],
  [
    'Procurement',
    `procurement, purchasing, purchaser, buyer, sourcing, einkauf, einkaufs*, einkaufer*, beschaffung*, achats, acheteur,
    acheteuse, compras, comprador*, acquisti, inkoop*, inkop*, zakup*`,
  ],
  [
    'Marketing',
    `marketing*, *marketing, cmo, brand, content, seo, sea, communication, communications, kommunikation*, growth,
    demand generation, pr, public relations, mercadotecnia, comunicacion, comunicazione, comunicacao, advertising, werbung`,
  ],
  [
    'Sales',
    `sales, presales, sdr, bdr, business development, account executive, account manager, key account, vertrieb*,
    *vertrieb, verkauf*, *verkauf, commercial, commerciale, ventes, ventas, comercial, vendite, vendas, verkoop*,
    forsalj*, cro, revenue, sprzedaz*, handlow*`,
  ],
  [
    'IT',
    `it, ict, edv, cio, ciso, information technology, information security, security, infrastructure, sysadmin,
    system administrator, systems administrator, systemadministrator*, network, netzwerk*, informatik*, informatique,
    informatica, dsi, sistemas, sistemi, digital*, cloud, devops, database, dba`,
  ],
  [
    'Customer service',
    `customer success, customer service, customer support, customer care, customer experience, client services, support,
    helpdesk, service desk, kundenservice, kundendienst, kundenbetreu*, service client, atencion al cliente,
    assistenza clienti, klantenservice, kundtjanst`,
  ],
  [
    'Finance',
    `finance, financial, finanz*, finances, financier, financiere, financiero, financiera, finanza, financeiro, financien,
    cfo, controlling, controller, controllerin, accountant, accounting, accounts, buchhalt*, *buchhalter, *buchhalterin,
    comptab*, contab*, treasur*, tax, audit, auditor, ksiegow*, ekonomi*`,
  ],
  [
    'Legal',
    `legal, lawyer, counsel, compliance, privacy, jurist*, recht, rechts*, juridique, juridico, legale, attorney,
    datenschutz*, dpo`,
  ],
  ['Product', 'product, produkt*, produit, produits, producto, prodotto, produto, cpo, ux, ui, designer, design'],
  [
    'Data and research',
    `data, analytics, business intelligence, bi, scientist, research*, r d, forschung*, forscher*, recherche,
    investigacion, ricerca, professor*, cdo, statisti*`,
  ],
  [
    'Engineering',
    `engineer, engineering, developer, development, software, programmer, architect, cto, technical, technology, technik*,
    technisch*, entwickl*, *entwickler, *entwicklerin, *entwicklung, ingenieur*, ingeniero, ingeniera, ingegnere,
    engenheiro, engenheira, ingenjor, technique, tecnico, tecnica, konstrukt*, inzynier*, qa, tester`,
  ],
  [
    'Operations',
    `operations, operation, operational, coo, logistic*, logistik*, logistique, supply chain, production, produktion*,
    manufacturing, fertigung*, plant, werksleit*, quality, qualitat*, maintenance, instandhaltung*, warehouse, lager*,
    facility, facilities, betrieb, betriebs*, operaciones, operazioni, operacoes, project, projekt*, projet, pmo, process`,
  ],
  [
    'General management',
    `ceo, founder, cofounder, owner, managing director, general manager, geschaftsfuhr*, geschaeftsfuehr*, geschaftsleit*,
    vorstand*, grunder, grunderin, inhaber*, president, presidente, presidenta, prasident*, pdg, directeur general,
    directrice generale, director general, directora general, amministratore delegato, direttore generale, fondateur,
    fondatrice, fundador, fundadora, chairman, chair, board, prezes*, wlasciciel*, strategy, strategie`,
  ],
];
