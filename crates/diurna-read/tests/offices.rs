//! Who somebody is on the report's day: names, surnames and offices in sentences of our own, with the day they are read on.
//! One line a case: day | sentence | words | code | office; `-` where nothing may be said.

use diurna_lang::English;
use diurna_model::mention::Actor;
use diurna_model::{Published, Report};
use diurna_read::Reader;

const HELD: &str = "\
2016-12-23 | Sergei Shoigu spoke in Moscow. | Sergei Shoigu | RUSGOVMIL | defense minister
2024-06-01 | Sergei Shoigu spoke in Moscow. | Sergei Shoigu | RUSGOV | security council secretary
2010-06-01 | Sergei Shoigu flew to the flooded town. | Sergei Shoigu | RUSGOV | emergency situations minister
2003-01-15 | Sergei Lavrov addressed the council on Russia. | Sergei Lavrov | RUSGOV | un ambassador
2019-01-15 | Sergei Lavrov landed in Cairo. | Sergei Lavrov | RUSGOV | foreign minister
2007-03-01 | Sergei Ivanov left Russia. | Sergei Ivanov | RUSGOV | -
2004-05-01 | Sergei Ivanov left Russia. | Sergei Ivanov | RUSGOVMIL | defense minister
2001-05-01 | Igor Ivanov left Russia. | Igor Ivanov | RUSGOV | foreign minister
2006-05-01 | Igor Ivanov left Russia. | Igor Ivanov | RUSGOV | security council secretary
2009-05-01 | Dmitry Medvedev signed the law. | Dmitry Medvedev | RUSGOV | president
2015-05-01 | Dmitry Medvedev signed the decree. | Dmitry Medvedev | RUSGOV | prime minister
2009-05-01 | Vladimir Putin visited the plant. | Vladimir Putin | RUSGOV | prime minister
2022-05-01 | Vladimir Putin visited the plant. | Vladimir Putin | RUSGOV | president
2024-05-20 | Andrei Belousov inspected troops. | Andrei Belousov | RUSGOVMIL | defense minister
2003-02-05 | Colin Powell spoke in New York. | Colin Powell | USAGOV | foreign minister
2003-02-05 | Condoleezza Rice spoke in Washington. | Condoleezza Rice | USAGOV | national security adviser
2006-02-05 | Condoleezza Rice spoke in Cairo. | Condoleezza Rice | USAGOV | foreign minister
2008-03-01 | Robert Gates flew to Kabul. | Robert Gates | USAGOVMIL | defense minister
2010-03-01 | Leon Panetta testified. | Leon Panetta | USASPY | cia director
2012-03-01 | Leon Panetta testified. | Leon Panetta | USAGOVMIL | defense minister
2009-03-01 | David Petraeus testified. | David Petraeus | USAMIL | centcom commander
2011-10-01 | David Petraeus testified. | David Petraeus | USASPY | cia director
2017-06-01 | Mike Pompeo testified. | Mike Pompeo | USASPY | cia director
2019-06-01 | Mike Pompeo testified. | Mike Pompeo | USAGOV | foreign minister
2008-06-01 | John Kerry spoke in Boston. | John Kerry | USALEG | senator
2014-06-01 | John Kerry spoke in Paris. | John Kerry | USAGOV | foreign minister
2022-06-01 | John Kerry spoke in Glasgow. | John Kerry | USAGOV | envoy
2005-06-01 | Hillary Clinton spoke in Albany. | Hillary Clinton | USALEG | senator
2011-06-01 | Hillary Clinton spoke in Geneva. | Hillary Clinton | USAGOV | foreign minister
2006-06-01 | John Bolton spoke in New York. | John Bolton | USAGOV | un ambassador
2018-06-01 | John Bolton spoke in Washington. | John Bolton | USAGOV | national security adviser
2012-06-01 | Susan Rice spoke in New York. | Susan Rice | USAGOV | un ambassador
2015-06-01 | Susan Rice spoke in Washington. | Susan Rice | USAGOV | national security adviser
2007-06-01 | Joe Biden questioned the witness. | Joe Biden | USALEG | senator
2012-06-01 | Joe Biden landed in Kyiv. | Joe Biden | USAGOV | vice president
2022-06-01 | Joe Biden landed in Seoul. | Joe Biden | USAGOV | president
2018-06-01 | Donald Trump landed in Singapore. | Donald Trump | USAGOV | president
2025-06-01 | Donald Trump landed in Ottawa. | Donald Trump | USAGOV | president
2025-03-01 | Marco Rubio met the king. | Marco Rubio | USAGOV | foreign minister
2015-03-01 | Marco Rubio met farmers. | Marco Rubio | USALEG | senator
2004-03-01 | Jack Straw flew to Baghdad. | Jack Straw | GBRGOV | foreign minister
2000-03-01 | Jack Straw signed the order. | Jack Straw | GBRGOV | interior minister
2017-03-01 | Boris Johnson flew to Ankara. | Boris Johnson | GBRGOV | foreign minister
2020-03-01 | Boris Johnson addressed the nation. | Boris Johnson | GBRGOV | prime minister
2012-03-01 | Theresa May signed the order. | Theresa May | GBRGOV | interior minister
2018-03-01 | Theresa May flew to Beijing. | Theresa May | GBRGOV | prime minister
2013-03-01 | Philip Hammond visited the base. | Philip Hammond | GBRGOVMIL | defense minister
2015-03-01 | Philip Hammond visited Riyadh. | Philip Hammond | GBRGOV | foreign minister
2014-03-01 | David Cameron flew to Brussels. | David Cameron | GBRGOV | prime minister
2024-03-01 | David Cameron flew to Brussels. | David Cameron | GBRGOV | foreign minister
2022-01-15 | Liz Truss flew to Moscow. | Liz Truss | GBRGOV | foreign minister
2022-09-15 | Liz Truss left the palace. | Liz Truss | GBRGOV | prime minister
2003-03-10 | Dominique de Villepin flew to Luanda. | Dominique de Villepin | FRAGOV | foreign minister
2006-03-10 | Dominique de Villepin defended the law. | Dominique de Villepin | FRAGOV | prime minister
2014-03-10 | Jean-Yves Le Drian visited Bamako. | Jean-Yves Le Drian | FRAGOVMIL | defense minister
2019-03-10 | Jean-Yves Le Drian visited Tehran. | Jean-Yves Le Drian | FRAGOV | foreign minister
2013-03-10 | Manuel Valls visited Marseille. | Manuel Valls | FRAGOV | interior minister
2015-03-10 | Manuel Valls visited Marseille. | Manuel Valls | FRAGOV | prime minister
2006-07-10 | Frank-Walter Steinmeier flew to Damascus. | Frank-Walter Steinmeier | DEUGOV | foreign minister
2018-07-10 | Frank-Walter Steinmeier opened the museum. | Frank-Walter Steinmeier | DEUGOV | president
2016-07-10 | Ursula von der Leyen visited the troops. | Ursula von der Leyen | DEUGOVMIL | defense minister
2021-07-10 | Ursula von der Leyen spoke in Brussels. | Ursula von der Leyen | IGOEEC | european commission president
2015-07-10 | Federica Mogherini flew to Vienna. | Federica Mogherini | IGOEEC | eu foreign policy chief
2014-07-10 | Federica Mogherini flew to Kyiv. | Federica Mogherini | ITAGOV | foreign minister
2020-07-10 | Josep Borrell spoke in Brussels. | Josep Borrell | IGOEEC | eu foreign policy chief
2019-02-10 | Josep Borrell spoke in Madrid. | Josep Borrell | ESPGOV | foreign minister
2004-02-10 | Jaap de Hoop Scheffer flew to Kabul. | Jaap de Hoop Scheffer | IGONAT | secretary-general
2003-02-10 | Jaap de Hoop Scheffer spoke in The Hague. | Jaap de Hoop Scheffer | NLDGOV | foreign minister
2015-02-10 | Mark Rutte spoke in The Hague. | Mark Rutte | NLDGOV | prime minister
2025-02-10 | Mark Rutte flew to Washington. | Mark Rutte | IGONAT | secretary-general
2003-02-10 | Anders Fogh Rasmussen spoke in Copenhagen. | Anders Fogh Rasmussen | DNKGOV | prime minister
2011-02-10 | Anders Fogh Rasmussen flew to Kabul. | Anders Fogh Rasmussen | IGONAT | secretary-general
2011-02-10 | Donald Tusk spoke in Warsaw. | Donald Tusk | POLGOV | prime minister
2016-02-10 | Donald Tusk flew to Athens. | Donald Tusk | IGOEEC | european council president
2024-02-10 | Donald Tusk spoke in Warsaw. | Donald Tusk | POLGOV | prime minister
2012-02-10 | Abdullah Gul opened the bridge. | Abdullah Gul | TURGOV | president
2005-02-10 | Abdullah Gul flew to Brussels. | Abdullah Gul | TURGOV | foreign minister
2011-02-10 | Recep Tayyip Erdogan flew to Cairo. | Recep Tayyip Erdogan | TURGOV | prime minister
2017-02-10 | Recep Tayyip Erdogan flew to Doha. | Recep Tayyip Erdogan | TURGOV | president
2012-02-10 | Ahmet Davutoglu flew to Cairo. | Ahmet Davutoglu | TURGOV | foreign minister
2015-02-10 | Ahmet Davutoglu flew to Davos. | Ahmet Davutoglu | TURGOV | prime minister
2017-02-10 | Hulusi Akar visited the front. | Hulusi Akar | TURMIL | army chief
2020-02-10 | Hulusi Akar visited the front. | Hulusi Akar | TURGOVMIL | defense minister
2018-02-10 | Hakan Fidan flew to Baghdad. | Hakan Fidan | TURSPY | intelligence chief
2024-02-10 | Hakan Fidan flew to Baghdad. | Hakan Fidan | TURGOV | foreign minister
2016-02-10 | Bashar al-Assad rejected the plan. | Bashar al-Assad | SYRGOV | president
2016-02-10 | Walid al-Moallem rejected the plan. | Walid al-Moallem | SYRGOV | foreign minister
2025-02-10 | Ahmed al-Sharaa received the envoy. | Ahmed al-Sharaa | SYRGOV | president
2018-02-10 | Ahmed al-Sharaa visited the front in Syria. | Ahmed al-Sharaa | SYRREB | rebel leader
2013-02-10 | Joseph Aoun visited Lebanon. | Joseph Aoun | - | -
2018-02-10 | Joseph Aoun inspected the brigade. | Joseph Aoun | LBNMIL | army chief
2025-02-10 | Joseph Aoun received the envoy. | Joseph Aoun | LBNGOV | president
2010-02-10 | Hoshyar Zebari flew to Tehran. | Hoshyar Zebari | IRQGOV | foreign minister
2017-02-10 | Haider al-Abadi visited Mosul. | Haider al-Abadi | IRQGOV | prime minister
2000-02-10 | Hassan Rouhani spoke in Tehran. | Hassan Rouhani | IRNGOV | security council secretary
2015-02-10 | Hassan Rouhani spoke in Tehran. | Hassan Rouhani | IRNGOV | president
2012-02-10 | Ali Larijani spoke in Tehran. | Ali Larijani | IRNLEG | speaker of parliament
2006-02-10 | Ali Larijani spoke in Vienna. | Ali Larijani | IRNGOV | security council secretary
2015-02-10 | Mohammad Javad Zarif flew to Vienna. | Mohammad Javad Zarif | IRNGOV | foreign minister
2003-02-10 | Benjamin Netanyahu flew to Rome. | Benjamin Netanyahu | ISRGOV | foreign minister
2015-02-10 | Benjamin Netanyahu flew to Rome. | Benjamin Netanyahu | ISRGOV | prime minister
2022-02-10 | Yair Lapid flew to Rome. | Yair Lapid | ISRGOV | foreign minister
2022-08-10 | Yair Lapid flew to Rome. | Yair Lapid | ISRGOV | prime minister
2005-08-10 | Shaul Mofaz visited the border. | Shaul Mofaz | ISRGOVMIL | defense minister
2001-08-10 | Shaul Mofaz visited the border. | Shaul Mofaz | ISRMIL | army chief
2003-05-10 | Mahmoud Abbas chaired the meeting. | Mahmoud Abbas | PSEGOV | prime minister
2013-05-10 | Mahmoud Abbas chaired the meeting. | Mahmoud Abbas | PSEGOV | president
2013-01-10 | Abdel Fattah el-Sisi addressed cadets. | Abdel Fattah el-Sisi | EGYGOVMIL | defense minister
2017-01-10 | Abdel Fattah el-Sisi opened the canal. | Abdel Fattah el-Sisi | EGYGOV | president
1999-01-10 | Amr Moussa spoke in Cairo. | Amr Moussa | EGYGOV | foreign minister
2008-01-10 | Amr Moussa flew to Beirut. | Amr Moussa | IGOARL | secretary-general
2013-01-10 | William Ruto visited Kenya. | William Ruto | - | -
2018-01-10 | William Ruto opened the road. | William Ruto | KENGOV | deputy president
2023-01-10 | William Ruto opened the road. | William Ruto | KENGOV | president
2016-01-10 | Emmerson Mnangagwa spoke in Harare. | Emmerson Mnangagwa | ZWEGOV | vice president
2019-01-10 | Emmerson Mnangagwa spoke in Harare. | Emmerson Mnangagwa | ZWEGOV | president
2015-01-10 | Moussa Faki flew to Bamako. | Moussa Faki | TCDGOV | foreign minister
2020-01-10 | Moussa Faki flew to Khartoum. | Moussa Faki | IGOAFU | african union commission chair
2005-01-10 | Ban Ki-moon flew to Beijing. | Ban Ki-moon | KORGOV | foreign minister
2012-01-10 | Ban Ki-moon flew to Beirut. | Ban Ki-moon | IGOUNO | secretary-general
2000-01-10 | Antonio Guterres spoke in Lisbon. | Antonio Guterres | PRTGOV | prime minister
2010-01-10 | Antonio Guterres visited the camp. | Antonio Guterres | IGOUNOREF | un refugee chief
2020-01-10 | Antonio Guterres appealed for calm. | Antonio Guterres | IGOUNO | secretary-general
2008-01-10 | Xi Jinping spoke in China. | Xi Jinping | - | -
2010-01-10 | Xi Jinping flew to Tokyo. | Xi Jinping | CHNGOV | vice president
2015-01-10 | Xi Jinping flew to Tokyo. | Xi Jinping | CHNGOV | president
2015-01-10 | Kim Jong-un inspected the yard. | Kim Jong-un | PRKGOV | supreme leader
2014-01-10 | Rajnath Singh spoke in India. | Rajnath Singh | - | -
2015-01-10 | Rajnath Singh visited Srinagar. | Rajnath Singh | INDGOV | interior minister
2020-01-10 | Rajnath Singh visited Leh. | Rajnath Singh | INDGOVMIL | defense minister
2005-01-10 | Narendra Modi spoke in Gandhinagar. | Narendra Modi | INDGOV | chief minister
2016-01-10 | Narendra Modi flew to Kabul. | Narendra Modi | INDGOV | prime minister
2000-01-10 | Pervez Musharraf addressed the nation. | Pervez Musharraf | PAKGOV | military ruler
2005-01-10 | Pervez Musharraf flew to Delhi. | Pervez Musharraf | PAKGOV | president
2010-01-10 | Aung San Suu Kyi remained at home. | Aung San Suu Kyi | MMROPP | opposition leader
2018-01-10 | Aung San Suu Kyi opened the talks. | Aung San Suu Kyi | MMRGOV | foreign minister
2008-01-10 | Juan Manuel Santos visited the base. | Juan Manuel Santos | COLGOVMIL | defense minister
2014-01-10 | Juan Manuel Santos visited the village. | Juan Manuel Santos | COLGOV | president
2008-01-10 | Nicolas Maduro flew to Havana. | Nicolas Maduro | VENGOV | foreign minister
2018-01-10 | Nicolas Maduro flew to Havana. | Nicolas Maduro | VENGOV | president
2007-01-10 | Jalal Talabani flew to Damascus. | Jalal Talabani | IRQGOV | president
2005-03-01 | Bush met officials in Washington, United States. | Bush | USAGOV | president
1991-03-01 | President Bush met officials in the United States. | Bush | USAGOV | -
2009-03-01 | Brown met officials in London, Britain. | Brown | GBRGOV | prime minister
2004-03-01 | Brown met officials in London, Britain. | Brown | GBRGOV | finance minister
2018-03-01 | Prime Minister May met officials in London, Britain. | Prime Minister May | GBRGOV | prime minister
2016-03-01 | Lavrov met officials in Moscow, Russia. | Lavrov | RUSGOV | foreign minister
2023-09-01 | Minister Lammy met officials in London, Britain. | Lammy | GBRGOV | -
2011-03-01 | Kim Jong-il toured the north. Kim praised the army. | Kim | PRKGOV | supreme leader
2009-03-01 | Prime Minister Gordon Brown flew home. | Gordon Brown | GBRGOV | prime minister
2016-06-01 | The Russian foreign minister spoke in Vienna. | Russian foreign minister | RUSGOV | foreign minister
2016-06-01 | The Turkish president spoke in Ankara. | Turkish president | TURGOV | president
2013-06-01 | The Turkish president spoke in Ankara. | Turkish president | TURGOV | president
2004-06-01 | The U.S. secretary of state spoke in Vienna. | U.S. secretary of state | USAGOV | foreign minister
2010-06-01 | The British prime minister spoke in London. | British prime minister | GBRGOV | prime minister
2015-06-01 | Iran's foreign minister spoke in Vienna. | Iran's foreign minister | IRNGOV | foreign minister
";

const AFTER: &str = "\
2010-05-01 | Bill Clinton spoke in Chicago, United States. | Bill Clinton | USAELI
2018-05-01 | Barack Obama spoke in Chicago, United States. | Barack Obama | USAELI
2015-05-01 | Tony Blair spoke in London, Britain. | Tony Blair | GBRELI
2020-05-01 | Francois Hollande spoke in Paris, France. | Francois Hollande | FRAELI
2015-05-01 | Mikheil Saakashvili left Georgia. | Mikheil Saakashvili | GEOELI
2015-05-01 | Viktor Yanukovych left Ukraine. | Viktor Yanukovych | UKRELI
2020-05-01 | Evo Morales left Bolivia. | Evo Morales | BOLELI
2013-05-01 | Hosni Mubarak left the court in Egypt. | Hosni Mubarak | EGYELI
2019-05-01 | Jacob Zuma left the court in South Africa. | Jacob Zuma | ZAFELI
2016-05-01 | Former President Nicolas Sarkozy spoke in Paris, France. | Nicolas Sarkozy | FRAELI
";

const OPEN: &str = "\
2012-05-01 | Smith met officials in London, Britain. | Smith
2008-05-01 | Ivanov left the hall. | Ivanov
2004-05-01 | Ivanov met officials in Moscow, Russia. | Ivanov
2015-05-01 | Kerry Brown wrote the book. | Kerry Brown
2015-05-01 | Angela Putin opened the shop. | Angela Putin
2015-05-01 | Peter Merkel opened the shop. Merkel smiled. | Merkel
2014-05-01 | John Campbell opened the shop. | Anna Campbell
2015-05-01 | Sharif met officials in Islamabad, Pakistan. | Sharif
2016-05-01 | Barzani left the hall. | Barzani
1990-05-01 | Smith left the hall. | Smith
2016-05-01 | Rice left the hall in Oslo, Norway. | Rice
2016-05-01 | Brown left the hall in Oslo, Norway. | Brown
2016-05-01 | Jones left the hall. | Jones
2016-05-01 | Abdullah left the hall. | Abdullah
2016-05-01 | Johnson left the hall in Oslo, Norway. | Johnson
2016-05-01 | King Abdullah of the islands left. | Nobody
2020-05-01 | Mohamed Ibrahim opened the shop. | Mohamed Ibrahim
2020-05-01 | David Johnston opened the shop. | David Johnston
2020-05-01 | Robert Hill opened the shop. | Robert Hill
2020-05-01 | Paul Murphy opened the shop. | Paul Murphy
2020-05-01 | Bill Graham opened the shop. | Bill Graham
2020-05-01 | John Campbell opened the shop. | John Campbell
2020-05-01 | Carlos Flores opened the shop. | Carlos Flores
 | Sergei Shoigu opened the shop. | Sergei Shoigu
 | Angela Merkel opened the shop. | Angela Merkel
 | The Russian foreign minister left. | Russian foreign minister
2016-05-01 | A Russian foreign minister left. | Nobody
2016-05-01 | Clark Garcia left the hall. | Clark Garcia
2016-05-01 | Lee left the hall. | Lee
2016-05-01 | Singh left the hall. | Singh
2016-05-01 | Khan left the hall. | Khan
2016-05-01 | Hassan left the hall. | Hassan
";

struct Case<'c> {
    text: &'c str,
    words: &'c str,
    /// The actor of the last entity of those words.
    actor: Option<Actor>,
    rest: Vec<&'c str>,
}

fn cases(table: &str) -> Vec<Case<'_>> {
    let reader = Reader::new(English::load().expect("the model"), diurna_read::embedded_pack().expect("the pack"));
    let read = |line: &'_ str| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let report = Report { text: cells[1].to_owned(), published: Published::parse(cells[0]), ..Report::default() };
        let reading = reader.read(&report);
        reading.entities.iter().rfind(|e| e.span.of(&report.text) == cells[2]).and_then(|e| e.actor.clone())
    };
    let case = |line| {
        let cells: Vec<&str> = str::split(line, '|').map(str::trim).collect();
        Case { text: cells[1], words: cells[2], actor: read(line), rest: cells[3..].to_vec() }
    };
    table.lines().map(case).collect()
}

fn said(value: &str) -> Option<&str> {
    Some(value).filter(|v| *v != "-")
}

#[test]
fn an_office_is_that_of_the_reports_day() {
    let cases = cases(HELD);
    let mut wrong = Vec::new();
    for case in &cases {
        let actor = case.actor.clone().unwrap_or_default();
        let office = actor.office.as_ref().filter(|_| actor.code.is_some()).and_then(|o| o.title.as_deref());
        let code = actor.code.as_deref().filter(|c| c.len() > 3 || case.rest[0].len() == 3);
        if (code, office.filter(|_| case.rest[1] != "-")) != (said(case.rest[0]), said(case.rest[1])) {
            wrong.push(format!("{} | {} | {code:?} {office:?}", case.text, case.words));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    assert!(cases.len() >= 120);
}

#[test]
fn who_governed_once_is_of_the_elite() {
    for case in cases(AFTER) {
        assert_eq!(case.actor.and_then(|a| a.code).as_deref(), said(case.rest[0]), "{}", case.text);
    }
}

#[test]
fn whom_the_day_does_not_tell_stays_open() {
    let cases = cases(OPEN);
    let open = |a: &Actor| a.office.is_none() || a.code.as_ref().is_none_or(|c| Some(c) == a.country.as_ref());
    let wrong: Vec<String> = cases
        .iter()
        .filter(|c| !c.actor.as_ref().is_none_or(open))
        .map(|c| format!("{} | {} | {:?}", c.text, c.words, c.actor))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases.len() >= 20);
}
