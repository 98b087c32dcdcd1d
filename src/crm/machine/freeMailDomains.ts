/** Domains at which anybody gets a mailbox: an address there says nothing about the company. Whole domains, lower case. */
export const freeMailDomains: ReadonlySet<string> = new Set(
  `gmail.com googlemail.com yahoo.com yahoo.co.uk yahoo.fr yahoo.de yahoo.it yahoo.es yahoo.ca yahoo.co.in yahoo.in
  yahoo.co.jp yahoo.com.br yahoo.com.au yahoo.com.mx yahoo.com.ar yahoo.se yahoo.no yahoo.dk yahoo.pl yahoo.ie ymail.com
  rocketmail.com myyahoo.com aol.com aol.de aol.co.uk aim.com hotmail.com hotmail.co.uk hotmail.fr hotmail.de hotmail.it
  hotmail.es hotmail.se hotmail.nl hotmail.be hotmail.com.br hotmail.com.ar hotmail.ca outlook.com outlook.de outlook.fr
  outlook.es outlook.it outlook.pt outlook.be outlook.dk outlook.com.br live.com live.co.uk live.fr live.de live.it
  live.nl live.be live.se live.dk live.no live.ca live.com.au live.com.mx msn.com passport.com icloud.com me.com mac.com
  proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de tuta.io tuta.com mailbox.org posteo.de posteo.net
  fastmail.com fastmail.fm hushmail.com zohomail.com gmx.de gmx.net gmx.com gmx.at gmx.ch gmx.eu gmx.fr gmx.us web.de
  email.de mail.de freenet.de t-online.de arcor.de online.de vodafone.de 1und1.de kabelmail.de unitybox.de orange.fr
  wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr numericable.fr aliceadsl.fr club-internet.fr libero.it virgilio.it
  alice.it tin.it tiscali.it tiscali.co.uk fastwebnet.it inwind.it iol.it email.it terra.es telefonica.net ono.com sapo.pt
  clix.pt iol.pt mail.telepac.pt netcabo.pt btinternet.com btopenworld.com sky.com virginmedia.com ntlworld.com
  talktalk.net blueyonder.co.uk tesco.net eircom.net ziggo.nl kpnmail.nl planet.nl hetnet.nl home.nl xs4all.nl telenet.be
  skynet.be proximus.be bluewin.ch hispeed.ch sunrise.ch chello.at a1.net aon.at telia.com spray.se bredband.net comhem.se
  online.no start.no jubii.dk mail.dk stofanet.dk kolumbus.fi luukku.com suomi24.fi wp.pl o2.pl onet.pl onet.eu op.pl
  interia.pl interia.eu gazeta.pl poczta.fm tlen.pl seznam.cz email.cz centrum.cz atlas.cz volny.cz post.cz azet.sk
  centrum.sk zoznam.sk freemail.hu citromail.hu abv.bg mail.bg yandex.ru yandex.com ya.ru mail.ru inbox.ru list.ru bk.ru
  rambler.ru ukr.net i.ua mail.com email.com usa.com post.com europe.com consultant.com engineer.com comcast.net
  verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net juno.com netzero.net optonline.net
  roadrunner.com windstream.net frontier.com rogers.com shaw.ca sympatico.ca bell.net telus.net videotron.ca bigpond.com
  bigpond.net.au optusnet.com.au xtra.co.nz uol.com.br bol.com.br terra.com.br ig.com.br globo.com prodigy.net.mx
  rediffmail.com sify.com qq.com 163.com 126.com sina.com sina.cn sohu.com foxmail.com yeah.net 139.com naver.com
  hanmail.net daum.net nate.com walla.co.il walla.com netvision.net.il mynet.com hey.com duck.com`.split(/\s+/),
);
