/**
 * What job titles say about rank and department: keywords in English, German, French, Spanish, Italian, Portuguese,
 * Dutch, Swedish and Polish, without accents.
 *
 * Of a table's entries the first with a matching keyword wins, so what would be mistaken by a later entry stands
 * before it. `*` at either end of a word stands for any letters; several words are that sequence.
 */
export type KeywordTable = readonly (readonly [level: string, keywords: string])[];

/** Raise it whenever a table or the way of matching changes. */
export const titlesVersion = 2;

export const seniorityKeywords: KeywordTable = [
  ['Senior specialist', 'senior product owner'],
  ['Specialist', 'product owner, process owner, service owner, assistant professor, assistenzarzt, assistenzarztin'],
  [
    'Assistant',
    `assistant to, executive assistant, personal assistant, assistentin der, assistent der, assistenz der, assistante
    de, assistant de, office manager, secretary, sekretar*, secretaire, secretaria, segretari*, secretaresse,
    sekreterare, assistente di, assistente de, asystent zarzadu, asystentka zarzadu, directiesecretaresse,
    secretario`,
  ],
  [
    'Founder or owner',
    `founder, cofounder, owner, coowner, proprietor, grunder, grunderin, mitgrunder*, inhaber*, gesellschafter*,
    fondateur, fondatrice, cofondateur, cofondatrice, proprietaire, fundador, fundadora, propietari*, fondatore,
    titolare, proprietario, proprietaria, oprichter, eigenaar, agare, grundare, wlasciciel*, zalozyciel*, managing
    partner, general partner, equity partner, senior partner, eigentumer*, cofundador, cofundadora, dueno, duena,
    socio, socia, empresario, empresaria, cofondatore, imprenditore, imprenditrice, empreendedor*, dono, eigenaresse,
    mede eigenaar, medeoprichter, delagare, medgrundare, wspolwlasciciel*, wspolzalozyciel*, associe gerant`,
  ],
  [
    'VP level',
    `vp, svp, evp, avp, vice president, vicepresident, vice presidente, vice presidenta, vicepresidente,
    vicepresidenta, vizeprasident*, wiceprezes*, viceprezes*`,
  ],
  [
    'C-level',
    `chief, ceo, cfo, coo, cto, cio, cmo, cro, cpo, ciso, chro, cdo, cso, cco, managing director, general manager,
    president, presidente, presidenta, prasident*, geschaftsfuhr*, geschaeftsfuehr*, geschaftsleit*, vorstand*,
    vorsitzende*, pdg, directeur general, directrice generale, director general, directora general, director gerente,
    amministratore delegato, amministratrice delegata, direttore generale, diretor geral, diretora geral, algemeen
    directeur, vd, verkstallande, prezes*, dyrektor generalny, chairman, chairwoman, chairperson, board member, member
    of the board, aufsichtsrat*, gf, director ejecutivo, directora ejecutiva, consejero delegado, consejera delegada,
    dg, dga, gerant, gerante, dirigeant*, amministratore unico, amministratrice unica, direttrice generale,
    administrador delegado, administradora delegada, diretor executivo, diretora executiva, bestuurder,
    bestuursvoorzitter, voorzitter, ordforande, styrelseordforande, czlonek zarzadu, czlonkini zarzadu`,
  ],
  [
    'Director level',
    `director, directors, direktor*, directeur, directrice, directora, direttore, direttrice, diretor, diretora,
    bereichsleit*, dyrektor*, prokurist*, daf, drh, dsi, subdirector, subdirectora, dirigente, superintendente`,
  ],
  [
    'Manager level',
    `teamleit*, projektleit*, gruppenleit*, schichtleit*, chef de projet, cheffe de projet, teamleid*, projectleid*,
    jefe de proyecto, jefa de proyecto, capo progetto, chefe de projeto, kierownik projektu, kierowniczka projektu`,
  ],
  [
    'Head of department',
    `head, abteilungsleit*, leitung, *leiter, *leiterin, *leitung, chef, cheffe, *chef, responsable, jefe, jefa,
    responsabile, chefe, responsavel, kierownik, kierowniczka, *hoofd, capo, capoufficio, caporeparto, capo ufficio,
    naczelnik, naczelniczka`,
  ],
  [
    'Manager level',
    `*manager, *managerin, lead, leader, supervisor, gerente, encargado, encargada, coordinador, coordinadora,
    coordenador, coordenadora, gestionnaire, gestor, gestora, menedzer, manageur, manageuse, coordinateur,
    coordinatrice, coordinatore, encarregado, encarregada, supervisora, supervisore, *ledare, *ansvarig, koordynator*,
    menadzer, menedzerka, lider*`,
  ],
  [
    'Junior or trainee',
    `junior, jr, trainee, intern, internship, apprentice, student, studentin, werkstudent*, praktikant*,
    auszubildende*, azubi, volontar*, stagiaire, apprenti, apprentie, alternant, alternante, becario, becaria,
    practicante, stagista, tirocinante, estagiari*, stagiair, stazyst*, graduate, working student, entry level,
    lehrling, alternance, apprenante, aprendiz, en practicas, apprendista, leerling, larling, praktykant*, mlodszy,
    mlodsza`,
  ],
  [
    'Senior specialist',
    `senior, sr, principal, expert, expertin, experte, architect, architekt*, starszy, starsza, glowny, glowna,
    esperto, esperta, experto, experta, especialista senior, perito`,
  ],
  ['Assistant', 'assistant, assistante, assistent*, assistenz*, asistente, assistente, asystent*, auxiliar'],
];

export const departmentKeywords: KeywordTable = [
  [
    'Human resources',
    `hr, human resources, human resource, people, talent, recruit*, personalleit*, personalabteilung, personalwesen,
    personalreferent*, personalentwickl*, personalchef*, leiter personal, leiterin personal, personnel, ressources
    humaines, rh, drh, recursos humanos, rrhh, risorse umane, hrbp, chro, kadry, payroll, rekrut*, rekryter*,
    personalansvarig, personeel*, del personale, gestione personale, zasobow ludzkich, zasoby ludzkie, kadr`,
  ],
  [
    'Procurement',
    `procurement, purchasing, purchaser, buyer, sourcing, einkauf, einkaufs*, einkaufer*, beschaffung*, achats,
    acheteur, acheteuse, compras, comprador*, acquisti, inkoop*, inkop*, zakup*, achat, approvisionnement*,
    approvvigionament*, suprimentos, zaopatrzeni*, aprovisionamiento*`,
  ],
  [
    'Marketing',
    `marketing*, *marketing, cmo, brand, content, seo, sea, communication, communications, kommunikation*, growth,
    demand generation, pr, public relations, mercadotecnia, comunicacion, comunicazione, comunicacao, advertising,
    werbung, marketeer*, marketer*, social media, communicatie*, marknad*, komunikacj*, reklam, reklama, reklamy,
    publicite, publicidad, publicidade, pubblicita`,
  ],
  [
    'Sales',
    `sales, presales, sdr, bdr, business development, account executive, account manager, key account, vertrieb*,
    *vertrieb, verkauf*, *verkauf, commercial, commerciale, ventes, ventas, comercial, vendite, vendas, verkoop*,
    forsalj*, cro, revenue, sprzedaz*, handlow*, account director, aussendienst*, geschaftsentwicklung, vendeur,
    vendeuse, developpement commercial, vendedor, vendedora, desarrollo de negocio, venditore, venditrice, sviluppo
    business, desenvolvimento de negocios, verkoper, accountmanager, salj*, affarsutveckl*, sprzedawc*, rozwoju
    biznesu`,
  ],
  [
    'IT',
    `it, ict, edv, cio, ciso, information technology, information security, security, infrastructure, sysadmin, system
    administrator, systems administrator, systemadministrator*, network, netzwerk*, informatik*, informatique,
    informatica, dsi, sistemas, sistemi, digital*, cloud, devops, database, dba, cybersecurity, cyber*, systemes d
    information, informatico, tecnologias de la informacion, sistemi informativi, ti, systeembeheer*,
    applicatiebeheer*, informatyk*, informatycz*, teleinformatyk*`,
  ],
  [
    'Customer service',
    `customer success, customer service, customer support, customer care, customer experience, client services,
    support, helpdesk, service desk, kundenservice, kundendienst, kundenbetreu*, service client, atencion al cliente,
    assistenza clienti, klantenservice, kundtjanst, kundensupport, kundenberat*, relation client, service clientele,
    servicio al cliente, soporte, servizio clienti, assistenza, atendimento, apoio ao cliente, suporte, klantcontact*,
    kundservice*, kundsupport*, obsluga klienta, obslugi klienta`,
  ],
  [
    'Finance',
    `finance, financial, finanz*, finances, financier, financiere, financiero, financiera, finanza, financeiro,
    financien, cfo, controlling, controller, controllerin, accountant, accounting, accounts, buchhalt*, *buchhalter,
    *buchhalterin, comptab*, contab*, treasur*, tax, audit, auditor, ksiegow*, ekonomi*, rechnungswesen, steuern,
    steuerberat*, steuerfach*, daf, tresor*, finanzas, tesorer*, ragionier*, amministrativ*, financeira, tesourar*,
    financieel, financiele, boekhoud*, redovisning*, revisor, finans*`,
  ],
  [
    'Legal',
    `legal, lawyer, counsel, compliance, privacy, jurist*, recht, rechts*, juridique, juridico, legale, attorney,
    datenschutz*, dpo, avocat*, abogad*, juridica, avvocat*, advogad*, juridisch*, advocaat, advokat*, prawn*,
    adwokat*, radca`,
  ],
  ['Operations', 'produktion*, produkcj*'],
  ['Product', 'product, produkt*, produit, produits, producto, prodotto, produto, cpo, ux, ui, designer, design'],
  [
    'Data and research',
    `data, analytics, business intelligence, bi, scientist, research*, r d, forschung*, forscher*, recherche,
    investigacion, ricerca, professor*, cdo, statisti*, daten*, datos, dati, dados, pesquis*, onderzoek*, forskning*,
    forskar*, badan*, badawcz*, analityk danych`,
  ],
  [
    'Engineering',
    `engineer, engineering, developer, development, software, programmer, architect, cto, technical, technology,
    technik*, technisch*, entwickl*, *entwickler, *entwicklerin, *entwicklung, ingenieur*, ingeniero, ingeniera,
    ingegnere, engenheiro, engenheira, ingenjor, technique, tecnico, tecnica, konstrukt*, inzynier*, qa, tester,
    logiciel*, developpeur, developpeuse, developpement, desarrollador*, desarrollo, programador*, sviluppat*,
    sviluppo, programmatore, desenvolv*, ontwikkel*, programmeur, utveckl*, programmerare, programist*, technolog*,
    technicz*`,
  ],
  [
    'Operations',
    `operations, operation, operational, coo, logistic*, logistik*, logistique, supply chain, production,
    manufacturing, fertigung*, plant, werksleit*, quality, qualitat*, maintenance, instandhaltung*, warehouse, lager*,
    facility, facilities, betrieb, betriebs*, operaciones, operazioni, operacoes, project, projekt*, projet, pmo,
    process, qualite, qualita, entrepot, exploitation, calidad, almacen, produccion, mantenimiento, produzione,
    magazzino, manutenzione, producao, qualidade, armazem, manutencao, logistiek*, productie*, magazijn*, kwaliteit*,
    kvalitet*, drift*, logistyk*, magazyn*, jakosc*, operacyjn*, utrzymani*, proyecto, proyectos, progetto, progetti,
    projeto, projetos`,
  ],
  [
    'General management',
    `ceo, founder, cofounder, owner, managing director, general manager, geschaftsfuhr*, geschaeftsfuehr*,
    geschaftsleit*, vorstand*, grunder, grunderin, inhaber*, president, presidente, presidenta, prasident*, pdg,
    directeur general, directrice generale, director general, directora general, amministratore delegato, direttore
    generale, fondateur, fondatrice, fundador, fundadora, chairman, chair, board, prezes*, wlasciciel*, strategy,
    strategie, managing partner, chairwoman, chairperson, eigentumer*, gf, gerant, gerante, dirigeant*, dg,
    propietari*, dueno, duena, socio, socia, consejero delegado, consejera delegada, titolare, imprenditore,
    imprenditrice, amministratore unico, proprietario, proprietaria, eigenaar, oprichter, bestuurder, agare, delagare,
    grundare, vd, verkstallande, ordforande, zarzad*, zalozyciel*, wspolwlasciciel*, director ejecutivo, directora
    ejecutiva, diretor executivo, diretora executiva, styrelseordforande, voorzitter, bestuursvoorzitter`,
  ],
];
