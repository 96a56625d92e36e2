/* SPDX-License-Identifier: AGPL-3.0-or-later
** resolve_signs: words that tell other bodies from a city's own council. Read after a full name that fits a
** city, so that "Police" in Savoy stays a town. Earlier lines win. */
#include "domain/resolve_patterns.h"

#include "base/check.h"

const struct resolve_sign resolve_signs[] = {
    /* companies, institutes, services: at most a city's agency */
    {"", RESOLVE_AGENCY,
     "agency agencia agenzia agence agentur agentura agencija agentsiya agentschap agentia agentuur "
     "axencia ajansi company limited ltd llc inc plc gmbh mbh ag spa srl scarl slu sau sarl bv nv vzw "
     "asbl aps oy oyj ab sro doo dd ead ood kft zrt sia uab ltda lda em eim sociedad societa societe "
     "sociedade societat companie compania empresa impresa azienda entreprise enterprise* unternehm* "
     "bedrijf* poduzece preduzece podjetje przedsiebiorstwo spolka universit* hochschule college "
     "school* escola escuela scuola ecole schule szkola skola skole* koulu* akadem* academ* museum* "
     "museo* musee* museu* muzeum* muzej* muzeul* mousei* librar* bibliot* theat* teatr* opera "
     "orchest* philharm* festival* galer* gallery archiv* kultur* cultur* hospital* hopit* ospedal* "
     "spital* szpital* nemocnic* bolnic* sairaala* klinik* clinic* sjukhus sykehus* noso* health* "
     "salud sante saude sanita* sanitar* polic* poliz* politie* politi fire feuerwehr incendi* "
     "incendie* pompiers vigili bombeiros port havn hamn hafen puerto porto portuaria airport "
     "flughafen aeropuerto transport* trasport* verkehrs* metro tram* guaguas bus autobus* water "
     "wasser* eau eaux agua aguas aigua acqua acque vann vatten energi* energy energie electric* waste "
     "recycling abfall* residuos rifiuti housing wohnung* wohnbau* vivienda* habitat habitac* zoo "
     "institut* instytut* intezet* foundation fundac* fundat* fondaz* fondat* stiftung* stichting "
     "fundacj* nadac* zaklada service services servicio servicios servizi servizio servico servicos "
     "servei serveis dienst* tjeneste* sluzb* department departement departamento departament "
     "dipartimento directorate direction direktion direccion direzione office bureau ufficio oficina "
     "unidade unit team secretariat* sekretariat* development entwicklung* desarrollo sviluppo "
     "developpement razvoj* razvojni rozvoj* innovation* innovac* incubator inkubator* tourism* "
     "turism* turistick* tourisme chamber chambre camera* camara* kammer prispevkova organizace "
     "organization organisation stadtwerke wirtschafts* gesellschaft eigenbetrieb* epichirisi "
     "epicheirisi epixeirisi zavod ustanova javna javni komunaln* komunalna gradevin* park parks parc "
     "parco garden* jardin* botan* laborator* research recerca recherche ricerca association* "
     "associaz* asociac* federation federac* council* visuomenes sveikatos biuras istaiga mokykla "
     "center centre centrum centro centar centras centrul"},
    /* municipalities together */
    {"", RESOLVE_INTERMUNICIPAL,
     "municipalities intermunicipal* intercommunal* intercomunal* intercomunitar* interkommunal* "
     "mancomunidad* mancomunitat* consorcio consorci consorzio syndicat syndesmos zweckverband* "
     "gemeindeverband* regionalverband* metropole metropolia metropool* agglomeration aglomer* "
     "communaute samtgemeinde verbandsgemeinde verwaltungsgemeinschaft kuntayhtyma kommunalforbund* "
     "mikroregion* stadsregio veiligheidsregio belediyeler belediyeleri municipios communes comuni "
     "gemeenten gemeinden kommuner opcina opstina obci dimon ajuntaments ayuntamientos "
     "gemeenschappelijke"},
    {"TR", RESOLVE_INTERMUNICIPAL, "birligi"},
    {"PL CZ SK SI", RESOLVE_INTERMUNICIPAL, "zwiazek svazek zdruzenie skupnost gmin obcin miest"},
    /* a level above */
    {"", RESOLVE_COUNTY,
     "county province provincia provincie provinz provincial provinciale region regione regional "
     "regionale regionaal regiao regija regionas regions governorate oblast* rayon raion departamental "
     "district* distrito landkreis regierung* bezirksregierung* landratsamt landes* bundes* staats* "
     "kanton canton cantone ministr* ministe* ministar* national nationale nacional nazionale republic "
     "republik* gobierno government governo gouvernement state federal prefect* zupanij* kraj kraje "
     "powiat* wojewod* judet* judetean megye* megyei perifer* generalitat xunta junta fylke* "
     "lansstyrelse* landsting maakunta* apskrit*"},
    /* a part of a city */
    {"", RESOLVE_DISTRICT,
     "kerulet* arrondissement stadtbezirk* bezirksamt* sectorul sectorului mestska mestske freguesia* "
     "linnaosa kaupunginosa stadsdel* bydel* stadsdeel* dzielnic* neighbourhood quartier"},
};

const size_t resolve_signs_n = COUNT_OF(resolve_signs);
