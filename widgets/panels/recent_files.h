// SPDX-License-Identifier: GPL-3.0-or-later
// The files opened last, kept in the settings. Thread rule: GUI thread.
#pragma once

#include <QObject>
#include <QStringList>

class QSettings;

namespace alidade {

/// What to call the model at a path: a file or folder by its own name and that of the folder around it, a
/// snapshot in the cache of the Hugging Face tools by its name on the hub and the beginning of its revision.
struct ModelCaption {
    QString name;
    QString place;
};
ModelCaption captionOf(const QString& path);

class RecentFiles : public QObject {
    Q_OBJECT

public:
    static constexpr int limit = 9; ///< as many as there are keys Alt+1 to Alt+9

    /// @param settings must outlive this
    explicit RecentFiles(QSettings& settings, QObject* parent = nullptr);

    /// Paths, newest first. Files that are gone are left out.
    [[nodiscard]] QStringList paths() const;
    void add(const QString& path);
    void clear();

signals:
    void changed();

private:
    QSettings& m_settings;
};

} // namespace alidade
