// SPDX-License-Identifier: GPL-3.0-or-later
// Korean is complete: every text of the window and of the components has a translation that keeps its places.
#include "core/registry/component_texts.h"
#include "core/registry/registries.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QXmlStreamReader>

namespace alidade {

namespace {

using namespace Qt::StringLiterals;

QString repositoryFile(const QString& name)
{
    return QStringLiteral(ALIDADE_SOURCE_DIR "/resources/translations/") + name;
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
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

/// Component texts as C++ that lupdate reads.
QByteArray componentSource()
{
    QByteArray source("// SPDX-License-Identifier: GPL-3.0-or-later\n"
                      "// Made by `./dev translate` from the registries, for lupdate alone: nothing includes it.\n");
    for (const std::string& text : componentTexts(builtinRegistries())) {
        QByteArray literal = QByteArray::fromStdString(text);
        literal.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        source += "QT_TRANSLATE_NOOP(\"components\", \"" + literal + "\")\n";
    }
    return source;
}

} // namespace

class TestTranslations : public QObject {
    Q_OBJECT

private slots:
    /// With the variable set it writes the list instead, for `./dev translate`.
    void theListOfComponentTextsIsUpToDate()
    {
        const QString target = qEnvironmentVariable("ALIDADE_WRITE_COMPONENT_TEXTS");
        if (!target.isEmpty()) {
            QFile file(target);
            QVERIFY(file.open(QIODevice::WriteOnly));
            QCOMPARE(file.write(componentSource()), componentSource().size());
            return;
        }
        QVERIFY2(contentOf(repositoryFile(u"component_texts.h"_s)) == componentSource(),
                 "texts of components have changed: run ./dev translate");
    }

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

    void everyComponentTextIsInTheFile()
    {
        QSet<QString> known;
        for (const Message& message : messagesIn(repositoryFile(u"alidade_ko.ts"_s)))
            if (message.context == "components"_L1) known.insert(message.source);
        for (const std::string& text : componentTexts(builtinRegistries()))
            QVERIFY2(known.contains(QString::fromStdString(text)), text.c_str());
    }
};

} // namespace alidade

QTEST_GUILESS_MAIN(alidade::TestTranslations)
#include "tst_translations.moc"
