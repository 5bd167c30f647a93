// SPDX-License-Identifier: GPL-3.0-or-later
// Reading and writing of session files.
#include "widgets/bridge/session_file.h"

#include "widgets/bridge/core_text.h"

#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

namespace alidade {

namespace {

const QString windowKey = QStringLiteral("window");
const QString layoutKey = QStringLiteral("layout");

/// What is said in the window; errors of the core have no translations.
class Said {
    Q_DECLARE_TR_FUNCTIONS(SessionFile)
};

[[noreturn]] void refuse(const QString& sentence) { throw InvalidRequest(sentence.toStdString()); }

} // namespace

bool isSessionName(const QString& path)
{
    return path.endsWith(QLatin1String(sessionSuffix), Qt::CaseInsensitive);
}

void writeSession(const QString& path, const Session& session, const Registries& registries)
{
    QJsonObject json = toJson(session.view, registries);
    json[windowKey] = QJsonObject{{layoutKey, QString::fromLatin1(session.layout.toBase64())}};
    const QByteArray words = QJsonDocument(json).toJson(QJsonDocument::Indented);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(words) != words.size() || !file.commit())
        refuse(Said::tr("The session could not be written to %1: %2.").arg(path, file.errorString()));
}

Session readSession(const QString& path, const Registries& registries)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        refuse(Said::tr("The session %1 cannot be read: %2.").arg(path, file.errorString()));
    try {
        const QJsonObject json = parseViewText(file.read(longestViewText + 1));
        Session session{viewStateFromJson(json, registries), {}};
        // A damaged layout is none: the docks stay as they are.
        const QByteArray layout = json[windowKey].toObject()[layoutKey].toString().toLatin1();
        session.layout = QByteArray::fromBase64(layout);
        return session;
    } catch (const Error& error) {
        refuse(Said::tr("The session %1 is damaged: %2").arg(path, fromCore(error.what())));
    }
}

} // namespace alidade
