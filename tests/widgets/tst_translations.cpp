// SPDX-License-Identifier: GPL-3.0-or-later
// Korean is complete: every text of the window and of the components has a translation that keeps its places.
#include "core/registry/component_texts.h"
#include "core/registry/registries.h"
#include "core/studies/claims.h"
#include "core/studies/verdicts.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

namespace alidade {

namespace {

using namespace Qt::StringLiterals;

QString repositoryFile(const QString& name)
{
    return QStringLiteral(ALIDADE_SOURCE_DIR "/resources/translations/") + name;
}

struct Message {
    QString context;
    QString source;
    QStringList translations;
    QString type;
};

QList<Message> messagesIn(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return {};
    QXmlStreamReader xml(&file);
    QList<Message> messages;
    QString context;
    Message message;
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement()) continue;
        if (xml.name() == "name"_L1) context = xml.readElementText();
        if (xml.name() == "message"_L1) message = {context, {}, {}, {}};
        if (xml.name() == "source"_L1) message.source = xml.readElementText();
        if (xml.name() != "translation"_L1) continue;
        message.type = xml.attributes().value("type"_L1).toString();
        while (xml.readNext() != QXmlStreamReader::EndElement || xml.name() != "translation"_L1) {
            if (xml.isCharacters() && !xml.isWhitespace()) message.translations.append(xml.text().toString());
            if (xml.atEnd()) break;
        }
        if (message.type != "vanished"_L1 && message.type != "obsolete"_L1) messages.append(message);
    }
    return messages;
}

QSet<QString> placesIn(const QString& text)
{
    static const QRegularExpression pattern(u"%(?:L?\\d+|n)"_s);
    QSet<QString> places;
    for (auto at = pattern.globalMatch(text); at.hasNext();)
        places.insert(at.next().captured());
    return places;
}

} // namespace

class TestTranslations : public QObject {
    Q_OBJECT

private slots:
    void everyTextHasAKoreanOne()
    {
        const QList<Message> messages = messagesIn(repositoryFile(u"alidade_ko.ts"_s));
        QVERIFY(messages.size() > 500);
        QStringList wrong;
        for (const Message& message : messages) {
            const bool empty = message.translations.isEmpty() || message.translations.contains(QString());
            if (!message.type.isEmpty() || empty) wrong.append(message.context + u": "_s + message.source);
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(u"%1 without a Korean text, such as %2"_s.arg(wrong.size()).arg(
                                      wrong.mid(0, 5).join(u"; "_s))));
    }

    void translationsKeepTheirPlaces()
    {
        for (const Message& message : messagesIn(repositoryFile(u"alidade_ko.ts"_s)))
            for (const QString& translation : message.translations)
                QVERIFY2(placesIn(translation) == placesIn(message.source) ||
                             placesIn(translation) + QSet<QString>{u"%n"_s} == placesIn(message.source),
                         qPrintable(message.source + u" -> "_s + translation));
    }

    void everyTextOfTheCoreIsInTheFile()
    {
        QSet<QString> components;
        QSet<QString> patterns;
        for (const Message& message : messagesIn(repositoryFile(u"alidade_ko.ts"_s))) {
            if (message.context == "core"_L1) components.insert(message.source);
            if (message.context == "claims"_L1) patterns.insert(message.source);
        }
        for (const std::string& text : componentTexts(builtinRegistries()))
            QVERIFY2(components.contains(QString::fromStdString(text)), text.c_str());
        for (const std::string& text : thesisPatterns())
            QVERIFY2(patterns.contains(QString::fromStdString(text)), text.c_str());
        for (const Thesis& thesis : theses())
            for (const std::string& text :
                 {thesis.group, thesis.title, thesis.source, thesis.statement, thesis.measure, thesis.threshold})
                QVERIFY2(patterns.contains(QString::fromStdString(text)), text.c_str());
    }

    /// What the sources say now is what has been translated: lupdate finds nothing new.
    void theFileIsUpToDate()
    {
        const QString lupdate = u"/usr/lib/qt6/bin/lupdate"_s;
        if (!QFile::exists(lupdate)) QSKIP("lupdate is not installed");
        const QTemporaryDir folder;
        const QString copy = folder.filePath(u"now.ts"_s);
        QProcess process;
        process.setWorkingDirectory(QStringLiteral(ALIDADE_SOURCE_DIR));
        process.start(lupdate, {u"-silent"_s, u"-I"_s, u"."_s, u"-locations"_s, u"none"_s, u"-tr-function-alias"_s,
                                u"tr+=text,tr+=sentence"_s, u"app/desktop"_s, u"widgets"_s, u"-ts"_s, copy});
        QVERIFY(process.waitForFinished(60000));
        QSet<QString> known;
        for (const Message& message : messagesIn(repositoryFile(u"alidade_ko.ts"_s)))
            known.insert(message.context + u'\n' + message.source);
        QStringList missing;
        for (const Message& message : messagesIn(copy))
            if (!known.contains(message.context + u'\n' + message.source))
                missing.append(message.context + u": "_s + message.source);
        QVERIFY2(missing.isEmpty(), qPrintable(u"run ./dev translate: %1 new texts, such as %2"_s.arg(missing.size()).arg(
                                        missing.mid(0, 5).join(u"; "_s))));
    }

};

} // namespace alidade

QTEST_GUILESS_MAIN(alidade::TestTranslations)
#include "tst_translations.moc"
