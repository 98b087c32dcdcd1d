/**
 * What names of forms, campaigns and events say when somebody asks to be called: keywords in English, German, French,
 * Spanish, Italian, Portuguese, Dutch, Swedish and Polish, without accents, as `keywordTest` reads them.
 */
export const raisedHandKeywords = {
  'demo request': `demo, demos, *demo, demoanfrage*, demotermin*, demoaanvra*, demobokning*, democall, demonstration,
    demonstrations, demonstracion, demonstraciones, demostracion, demostraciones, demonstracao, dimostrazione,
    dimostrazioni, demonstratie*, demonstracj*, produktdemonstration*, produktvorfuhrung*, vorfuhrung*, live
    vorfuhrung, productdemonstratie*, presentazione del prodotto, trial, trials, free trial, umow prezentacj*, zamow
    prezentacj*, prezentacja produktu, testversion*, testzugang*, teststellung*, kostenlos testen, gratis testen,
    unverbindlich testen, probeabo*, essai gratuit, essayer gratuitement, version d essai, periode d essai, prueba
    gratis, prueba gratuita, version de prueba, prova gratuita, prova gratis, versione di prova, teste gratis, teste
    gratuito, avaliacao gratuita, gratis proberen, gratis uitproberen, proefperiode*, proefversie*,
    proefabonnement*, testa gratis, provperiod*, provversion*, wersja probna, wersji probnej, okres probny,
    bezplatny test, proof of concept, evaluation request, request an evaluation`,
  'pricing request': `pricing, price, prices, pricelist, quote, quotes, quotation, quotations, rfq, request for quotation, request for
    proposal, rfp, request a proposal, cost estimate, get an estimate, request an estimate, preis, preise,
    preisanfrage*, preisinfo*, preisliste*, preisauskunft*, angebotsanfrage*, angebotsanforderung*, angebot
    anfordern, angebot anfragen, angebot erhalten, angebot einholen, individuelles angebot, kostenvoranschlag*,
    prix, tarif, tarifs, devis, demande de devis, demande de prix, precio, precios, presupuesto, presupuestos,
    cotizacion, cotizaciones, cotizar, tarifas, prezzo, prezzi, preventivo, preventivi, listino, tariffe, preco,
    precos, orcamento, orcamentos, cotacao, cotacoes, prijs, prijzen, prijsaanvra*, prijsopgave*, prijslijst*,
    offerteaanvra*, priser, prisforfragan*, prislista*, offertforfragan*, begar offert, ceny, cennik*, begar pris,
    begar pris pa, fa pris, fa prisforslag, fa offert, offerte aanvragen, offerte opvragen, vraag een offerte, vraag
    offerte, vrijblijvende offerte, wycena, wyceny, wycene, oferta cenowa, oferte cenowa, zapytanie ofertowe,
    zapytania ofertowe, zapytanie o cene`,
  'contact request': `contact, contactus, contact us, contactform, request info, request information, request more info, request more
    information, information request, info request, schedule a consultation, consultation request, schedule an
    appointment, kontaktieren, kostenlose beratung, informationen anfordern, prendre rdv, demande d information,
    demande d informations, demander des informations, solicitar informacion, solicita informacion, richiedi
    informazioni, richiesta informazioni, solicitar informacoes, informatie aanvragen, begar information, kontakt,
    kontakta, kontakte, kontaktformular*, kontaktanfrage*, kontaktaufnahme*, kontaktforespors*, kontaktuj,
    skontaktuj, contacto, contactar, contactanos, contactenos, contactez, contacter, contactez nous, nous contacter,
    contatto, contatti, contattaci, contattateci, contato, contatos, contate, contacte, contacteer,
    contactformulier*, contactaanvra*, contactverzoek*, kontaktblankett*, contacted sales, talk to sales, speak to
    sales, speak with sales, ask sales, sales inquiry, sales enquiry, sales request, sales contact, sales call,
    inquiry, enquiry, anfrage, anfragen, produktanfrage*, projektanfrage*, talk to us, talk to an expert, talk to a
    specialist, talk to our, speak to us, speak to an expert, speak with an expert, speak with us, get in touch,
    reach out, callback, call back, call me, callme, request a call, request call, requested a call, requested call,
    call requested, call request, book a call, book call, call booked, schedule a call, schedule call, call
    scheduled, book a meeting, book meeting, meeting booked, meeting request*, request a meeting, schedule a
    meeting, meeting scheduled, book an appointment, request an appointment, book a consultation, free consultation,
    request a consultation, ruckruf*, beratungsgesprach*, beratungstermin*, beratung anfordern, beratung anfragen,
    termin buchen, termin vereinbaren, terminanfrage*, terminbuchung*, terminvereinbarung*, erstgesprach*,
    anfrageformular*, vertrieb kontaktieren, mit dem vertrieb sprechen, gesprach vereinbaren, demande de contact,
    demande de rappel, etre rappele, etre rappelee, rappelez moi, prendre rendez vous, demander un rendez vous,
    parler a un expert, parlez a un expert, parler a un commercial, solicitar llamada, solicitud de contacto, te
    llamamos, llamame, agendar reunion, agenda una reunion, agendar una reunion, agendar una llamada, reservar cita,
    hablar con ventas, habla con ventas, hablar con un experto, richiesta di contatto, richiedi contatto,
    richiamami, richiedi una chiamata, prenota una chiamata, prenota un appuntamento, prenota una consulenza, parla
    con noi, parla con un esperto, fale conosco, fale connosco, fale com, falar com, solicitar contato, solicitar
    contacto, agendar reuniao, agende uma reuniao, agendar uma reuniao, ligue me, neem contact, contact opnemen, bel
    mij, bel me, terugbel*, afspraak maken, maak een afspraak, plan een afspraak, plan een gesprek, adviesgesprek*,
    boka mote, boka ett mote, bli kontaktad, ring mig, ring upp mig, boka radgivning, prosba o kontakt, formularz
    kontaktowy, formularza kontaktowego, umow spotkanie, umow rozmowe, umow sie, zamow rozmowe, oddzwon*,
    porozmawiaj z, zapytanie, formularz zapytania`,
} as const;

/**
 * What says of a name that no hand is raised, whatever else it says: something is handed out or told, or it is about
 * another matter than buying.
 */
export const noRaisedHandKeywords: readonly string[] = [
  // Something to read, hear or see.
  `download*, *download, white paper*, whitepaper*, *whitepaper, ebook*, e book, e books, guide, guides, *guide,
    handbook*, handbuch*, leitfaden*, ratgeber*, broschure*, brochure*, folleto*, brochura*, folheto*, broszur*,
    broschyr*, checklist*, checkliste*, lista de verificacion, lista di controllo, template, templates, vorlage,
    vorlagen, *vorlage, plantilla*, sjabloon*, szablon*, report, reports, *report, studie, study, studies, etude*,
    estudio*, fallstudie*, case study, case studies, playbook*, toolkit*, infographic*, infografi*, datasheet*, data
    sheet, datenblatt*, fact sheet, factsheet*, guia, guias, guida, gids, poradnik*, przewodnik*, livre blanc, libro
    blanco, libro bianco, cheat sheet, calculator, kalkulator*, podcast*, video*, recording, recordings,
    aufzeichnung*, replay, on demand, watch, blog, blogs, magazin, magazine, article, artikel, research`,
  // Something to be told.
  `newsletter*, *newsletter, news, infobrief*, boletin*, infolettre*, lettre d information, bollettino,
    informativo, nieuwsbrief*, nyhetsbrev*, biuletyn*, subscribe, subscribed, subscriber, subscribers,
    subscription*, abonnieren, abonnez, suscrib*, suscrip*, iscriviti, iscrizione*, inscreva, assinar, inschrijv*,
    prenumer*, subskryp*, unsubscrib*, abmeld*, desabonn*, opt out, optout, preferences, preference center, mailing,
    mailings, mailinglist*, announcement*, alert, alerts, price increase, price change*, price drop, preiserhohung*`,
  // Something to come to.
  `webinar*, *webinar, webinair*, webinarium, webcast*, onlineseminar*, seminar*, workshop*, masterclass*,
    training*, schulung*, formation, formacion, formazione, course, courses, kurs*, conference*, konferenz*,
    conferen*, kongress*, congress*, summit*, roundtable*, round table, meetup*, fair, fairs, trade show,
    tradeshow*, messe, messen, *messe, feria, fiera, feira, massa, targi, expo, exhibition*, event, events, evento,
    eventos, eventi, evenement*, veranstaltung*, anmeldung zu*, rsvp, breakfast, dinner`,
  // Another matter than buying.
  `support, helpdesk, help desk, ticket, tickets, customer service, kundenservice, kundendienst, customer care,
    complaint*, reklamation*, beschwerde*, bug, feedback*, survey*, umfrage*, enquete*, encuesta*, sondaggio*,
    pesquisa, enkat*, ankiet*, nps, csat, quiz*, poll, contest*, gewinnspiel*, giveaway*, career*, karriere*, job,
    jobs, bewerbung*, bewerber*, application form, job application, recruit*, rekrut*, press, presse, media inquiry,
    media enquiry, investor*, login, log in, signin, sign in, password*, passwort*, logout, contact list*,
    contactlist*, contact cent*, contactcent*, contact lens*, contactless, contact data, import, imported, created,
    updated, deleted, removed, exported, changed, view, views, viewed, visited, visit, visits, clicked, click,
    clicks, opened, scrolled, hovered, cancel*, no show, reminder*, thank you, danke`,
];
